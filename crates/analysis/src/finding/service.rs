//! What AWS refuses of endpoint services: principals it cannot read (ES-02), two types of load balancer or one it does not take
//! (2.1), private names with capitals (ES-30) or of appliances (ES-35) and IPv6 over IPv4 load balancers (ES-40); and one nobody may use yet (ES-01).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{VpcEndpointService, load_balancer::LoadBalancerType, vpc_endpoint::IpAddressType},
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix, not_collected};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::services(network)
        .flat_map(|(id, service)| {
            let balancers = balancers(network, id, service);
            let of_one = [
                for_nobody(network, id, service),
                private_name(network, id, service),
                letters(network, id, service),
                family(network, id, service),
            ];
            principals(network, id, service)
                .into_iter()
                .chain(balancers)
                .chain(of_one.into_iter().flatten())
        })
        .collect()
}

fn change(
    network: &Network,
    id: &ResourceId,
    title: String,
    change: impl FnOnce(&mut VpcEndpointService),
) -> Option<Fix> {
    edit(network, id, title, |properties| {
        if let Properties::VpcEndpointService(service) = properties {
            change(service);
        }
    })
}

/// A service without principals and endpoints; who uses it already may.
fn for_nobody(network: &Network, id: &ResourceId, service: &VpcEndpointService) -> Option<Finding> {
    if !service.allowed_principals.is_empty()
        || not_collected::lacks(network, id, "AllowedPrincipals")
        || network.endpoints_for(id).next().is_some()
    {
        return None;
    }
    let message = format!(
        "{id} allows no principal, so only its own account may connect: add accounts to AllowedPrincipals"
    );
    Some(Finding::info(Code::CfgNobodyAllowed, id, message, "ES-01"))
}

fn principals(network: &Network, id: &ResourceId, service: &VpcEndpointService) -> Vec<Finding> {
    let mut wrong: Vec<&String> = service
        .allowed_principals
        .iter()
        .filter(|principal| !is_principal(principal))
        .collect();
    wrong.sort();
    wrong.dedup();
    wrong
        .into_iter()
        .map(|principal| {
            let message = format!("{id} allows {principal:?}, which is no principal it takes: write *, or the ARN of an account, user or role without a path");
            let forget = change(network, id, format!("Take {principal:?} from {id}"), |service| {
                service.allowed_principals.retain(|other| other != principal);
            });
            Finding::error(Code::CfgServiceInvalid, id, message, "ES-02").mended_by(forget)
        })
        .collect()
}

/// `*`, the ARN of an account's root, or that of a user or role without a path (ES-02).
fn is_principal(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let is_named = |name: &str| {
        let words: Vec<&str> = name.split('/').collect();
        matches!(words.as_slice(), ["root"])
            || matches!(words.as_slice(), ["user" | "role", name] if !name.is_empty())
    };
    let is_account =
        |account: &str| account.len() == 12 && account.bytes().all(|digit| digit.is_ascii_digit());
    match parts.as_slice() {
        ["*"] => true,
        ["arn", partition, "iam", "", account, name] => {
            partition.starts_with("aws") && is_account(account) && is_named(name)
        }
        _ => false,
    }
}

fn balancers(network: &Network, id: &ResourceId, service: &VpcEndpointService) -> Vec<Finding> {
    let (network_ones, gateway_ones) = (
        &service.network_load_balancer_arns,
        &service.gateway_load_balancer_arns,
    );
    let mut findings = Vec::new();
    if !network_ones.is_empty() && !gateway_ones.is_empty() {
        let message =
            format!("{id} has both network and Gateway Load Balancers behind it: leave one kind");
        findings.push(Finding::error(Code::CfgServiceInvalid, id, message, "2.1"));
    }
    let wanted = [
        (network_ones, LoadBalancerType::Network, "network"),
        (gateway_ones, LoadBalancerType::Gateway, "gateway"),
    ];
    for (balancers, of_type, word) in wanted {
        for balancer in balancers {
            let found = network.load_balancer(balancer).map(|balancer| {
                balancer
                    .load_balancer_type
                    .unwrap_or(LoadBalancerType::Network)
            });
            if let Some(found) = found.filter(|found| *found != of_type) {
                let message = format!(
                    "{id} names {balancer}, of the type {}, among its {word} load balancers: choose one of the type {word}",
                    found.as_str()
                );
                findings.push(Finding::error(Code::CfgServiceInvalid, id, message, "2.1"));
            }
        }
    }
    findings
}

fn private_name(
    network: &Network,
    id: &ResourceId,
    service: &VpcEndpointService,
) -> Option<Finding> {
    let name = service.private_dns_name.as_ref()?;
    let of_appliances = service.network_load_balancer_arns.is_empty()
        && !service.gateway_load_balancer_arns.is_empty();
    let message = format!(
        "{id} has the private name {name}, but services of Gateway Load Balancers have none: take it away"
    );
    let away = change(
        network,
        id,
        format!("Take the private name from {id}"),
        |service| {
            service.private_dns_name = None;
            service.private_dns_name_configuration = None;
        },
    );
    of_appliances
        .then(|| Finding::error(Code::CfgServiceInvalid, id, message, "ES-35").mended_by(away))
}

/// The private name is written in lower case (ES-30).
fn letters(network: &Network, id: &ResourceId, service: &VpcEndpointService) -> Option<Finding> {
    let name = service.private_dns_name.as_ref()?;
    let lower = name.to_ascii_lowercase();
    let message = format!("{id} has the private name {name}, which has capitals: write {lower}");
    let title = format!("Write the private name of {id} as {lower}");
    let write = change(network, id, title, |service| {
        service.private_dns_name = Some(lower.clone());
    });
    (lower != *name)
        .then(|| Finding::error(Code::CfgServiceInvalid, id, message, "ES-30").mended_by(write))
}

fn family(network: &Network, id: &ResourceId, service: &VpcEndpointService) -> Option<Finding> {
    if !service
        .supported_ip_address_types
        .iter()
        .any(|family| family == "ipv6")
    {
        return None;
    }
    let balancer = service.network_load_balancer_arns.iter().find(|balancer| {
        network
            .load_balancer(balancer)
            .is_some_and(|balancer| balancer.ip_address_type != Some(IpAddressType::Dualstack))
    })?;
    let message = format!(
        "{id} supports ipv6, but {balancer} behind it takes IPv4 alone: make the load balancer dualstack, or take ipv6 away"
    );
    let away = change(network, id, format!("Take ipv6 from {id}"), |service| {
        service
            .supported_ip_address_types
            .retain(|family| family != "ipv6");
    });
    Some(Finding::error(Code::CfgServiceInvalid, id, message, "ES-40").mended_by(away))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn check(fields: &str, reference: Option<&str>) {
        let expected =
            reference.map(|reference| format!("error CFG_SERVICE_INVALID vpce-svc-s {reference}"));
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_findings(&format!(r#""vpce-svc-s": {{{fields}}}"#), &expected);
    }

    #[test]
    fn principals_are_arns_without_paths() {
        let allowed = |principal: &str| {
            format!(r#""AllowedPrincipals": ["arn:aws:iam::222222222222:root", "{principal}"]"#)
        };
        check(&allowed("arn:aws:iam::333333333333:role/reader"), None);
        check(&allowed("arn:aws-cn:iam::333333333333:root"), None);
        check(
            &allowed("arn:aws:iam::333333333333:role/team/reader"),
            Some("ES-02"),
        );
        check(&allowed("333333333333"), Some("ES-02"));
    }

    #[test]
    fn a_service_for_nobody_is_not_finished() {
        check_findings(
            r#""vpce-svc-s": {"AllowedPrincipals": null}, "vpce-e": null"#,
            &["info CFG_NOBODY_ALLOWED vpce-svc-s ES-01"],
        );
        check_findings(
            r#""vpce-svc-s": {"AllowedPrincipals": null, "NotCollected": ["AllowedPrincipals"]}, "vpce-e": null"#,
            &[],
        );
    }

    #[test]
    fn private_names_have_no_capitals() {
        let name = r#""PrivateDnsName": "API.example.com""#;
        check(name, Some("ES-30"));
    }

    #[test]
    fn ipv6_needs_dualstack() {
        check(
            r#""SupportedIpAddressTypes": ["ipv4", "ipv6"]"#,
            Some("ES-40"),
        );
    }

    #[test]
    fn load_balancers_are_of_one_kind() {
        let appliances = r#""gwlb-1": {"Kind": "LoadBalancer", "Type": "gateway", "VpcId": "vpc-p", "SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.101"}]}"#;
        check_findings(
            &format!(r#"{appliances}, "vpce-svc-s": {{"GatewayLoadBalancerArns": ["gwlb-1"]}}"#),
            &["error CFG_SERVICE_INVALID vpce-svc-s 2.1"],
        );
        check_findings(
            &format!(
                r#"{appliances}, "vpce-svc-x": {{"Kind": "VpcEndpointService", "OwnerId": "111111111111", "AllowedPrincipals": ["arn:aws:iam::222222222222:root"], "GatewayLoadBalancerArns": ["gwlb-1"], "PrivateDnsName": "fw.example.com", "PrivateDnsNameConfiguration": {{"State": "verified"}}}}"#
            ),
            &["error CFG_SERVICE_INVALID vpce-svc-x ES-35"],
        );
        check_findings(
            &format!(
                r#"{appliances}, "vpce-svc-x": {{"Kind": "VpcEndpointService", "OwnerId": "111111111111", "AllowedPrincipals": ["arn:aws:iam::222222222222:root"], "GatewayLoadBalancerArns": ["gwlb-1"]}}"#
            ),
            &[],
        );
    }
}
