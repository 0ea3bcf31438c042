//! The address family of an endpoint is one its subnets have and its service supports (IE-50 to IE-57).

use vpcanvas_model::{
    ResourceId,
    kind::{
        Subnet, VpcEndpoint,
        vpc_endpoint::{DnsRecordIpType, IpAddressType},
    },
};
use vpcanvas_network::{Network, Service};

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints(network)
        .filter_map(|(id, endpoint)| Some((id, endpoint, endpoint.ip_address_type?)))
        .flat_map(|(id, endpoint, family)| {
            let subnets = of_subnets(network, id, endpoint, family);
            let service = of_service(network, id, family);
            subnets
                .into_iter()
                .chain(service)
                .chain(of_records(id, endpoint, family))
        })
        .collect()
}

fn reference(family: IpAddressType) -> &'static str {
    match family {
        IpAddressType::Ipv4 => "IE-50",
        IpAddressType::Ipv6 => "IE-51",
        IpAddressType::Dualstack => "IE-52",
    }
}

fn of_subnets(
    network: &Network,
    id: &ResourceId,
    endpoint: &VpcEndpoint,
    family: IpAddressType,
) -> Vec<Finding> {
    let needed = match family {
        IpAddressType::Ipv4 => "an IPv4 range",
        IpAddressType::Ipv6 => "an IPv6 range alone",
        IpAddressType::Dualstack => "an IPv4 and an IPv6 range",
    };
    let unfit = endpoint.subnet_ids.iter().filter(|subnet| {
        network
            .subnet(subnet)
            .is_some_and(|subnet| has_a_range(subnet) && !fits(subnet, family))
    });
    unfit
        .map(|subnet| {
            let message = format!(
                "{id} is {}, for which {subnet} needs {needed}: choose another IpAddressType or another subnet",
                family.as_str()
            );
            Finding::error(Code::CfgAddressFamily, id, message, reference(family))
        })
        .collect()
}

fn has_a_range(subnet: &Subnet) -> bool {
    subnet.cidr_block.is_some() || subnet.ipv6_cidr_block.is_some()
}

fn fits(subnet: &Subnet, family: IpAddressType) -> bool {
    let (ipv4, ipv6) = (
        subnet.cidr_block.is_some(),
        subnet.ipv6_cidr_block.is_some(),
    );
    match family {
        IpAddressType::Ipv4 => ipv4,
        IpAddressType::Ipv6 => ipv6 && !ipv4,
        IpAddressType::Dualstack => ipv4 && ipv6,
    }
}

fn of_service(network: &Network, id: &ResourceId, family: IpAddressType) -> Option<Finding> {
    let Service::Provider(service) = network.service_of(id)? else {
        return None;
    };
    let supported = &network
        .endpoint_service(service)?
        .supported_ip_address_types;
    let needed: &[&str] = match family {
        IpAddressType::Ipv4 => &["ipv4"],
        IpAddressType::Ipv6 => &["ipv6"],
        IpAddressType::Dualstack => &["ipv4", "ipv6"],
    };
    let missing = needed.iter().find(|word| {
        !supported
            .iter()
            .any(|supported| supported.eq_ignore_ascii_case(word))
    })?;
    let message = format!(
        "{id} is {}, but {service} does not support {missing}: choose another IpAddressType or extend SupportedIpAddressTypes",
        family.as_str()
    );
    let refused = Finding::error(Code::CfgAddressFamily, id, message, reference(family));
    (!supported.is_empty()).then_some(refused)
}

fn of_records(id: &ResourceId, endpoint: &VpcEndpoint, family: IpAddressType) -> Option<Finding> {
    let records = endpoint.dns_options.as_ref()?.dns_record_ip_type?;
    let (allowed, reference) = match family {
        IpAddressType::Ipv4 => (DnsRecordIpType::Ipv4, "IE-55"),
        IpAddressType::Ipv6 => (DnsRecordIpType::Ipv6, "IE-56"),
        IpAddressType::Dualstack => return None,
    };
    let message = format!(
        "{id} is {}, so its DnsRecordIpType cannot be {}: choose {}",
        family.as_str(),
        records.as_str(),
        allowed.as_str()
    );
    (records != allowed).then(|| Finding::error(Code::CfgAddressFamily, id, message, reference))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn subnets_and_service_have_the_family() {
        check_findings(
            r#""vpce-e": {"IpAddressType": "dualstack"}"#,
            &[
                "error CFG_ADDRESS_FAMILY vpce-e IE-52",
                "error CFG_ADDRESS_FAMILY vpce-e IE-52",
                "error CFG_ADDRESS_FAMILY vpce-e IE-52",
            ],
        );
        check_findings(
            r#""vpce-svc-s": {"SupportedIpAddressTypes": ["ipv6"]}, "nlb-n": {"IpAddressType": "dualstack"}"#,
            &["error CFG_ADDRESS_FAMILY vpce-e IE-50"],
        );
        check_findings(r#""vpce-svc-s": {"SupportedIpAddressTypes": null}"#, &[]);
    }

    #[test]
    fn records_have_the_family() {
        check_findings(
            r#""vpce-e": {"DnsOptions": {"DnsRecordIpType": "dualstack"}}"#,
            &["error CFG_ADDRESS_FAMILY vpce-e IE-55"],
        );
    }
}
