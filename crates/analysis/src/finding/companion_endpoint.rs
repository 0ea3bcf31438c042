//! Endpoints that are of use only together, in a VPC without another way out: for images from ECR and for Session Manager
//! (F44, 1.11); and one whose private names take those of others with them (F43).

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::ResourceId;
use vpcanvas_network::{Network, Service};

use super::{Finding, each, ways::routes};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut of_vpcs: BTreeMap<&ResourceId, BTreeMap<&str, &ResourceId>> = BTreeMap::new();
    for (id, _) in each::endpoints_of_any_type(network) {
        if let (Some(vpc), Some(Service::Aws { name, .. })) =
            (network.document().parent(id), network.service_of(id))
        {
            of_vpcs.entry(vpc).or_default().entry(name).or_insert(id);
        }
    }
    let open: BTreeSet<&ResourceId> = routes(network)
        .filter(|(_, _, _, route)| {
            let range = route.destination_cidr_block;
            range.is_some_and(|range| range.prefix_len() == 0)
        })
        .map(|(_, vpc, ..)| vpc)
        .collect();
    let mut findings: Vec<Finding> = of_vpcs
        .iter()
        .filter(|(vpc, _)| !open.contains(*vpc))
        .flat_map(|(_, endpoints)| [images(endpoints), sessions(endpoints)])
        .flatten()
        .collect();
    for (id, endpoint) in each::endpoints(network) {
        let Some(vpc) = &endpoint.vpc_id else {
            continue;
        };
        if let (
            Some(Service::Aws {
                name: "execute-api",
                ..
            }),
            Some(true),
        ) = (network.service_of(id), endpoint.private_dns_enabled)
        {
            let message = format!(
                "Private DNS of {id} takes every name of API Gateway in {vpc}, public APIs included, which then answer 403: switch it off where public APIs are called"
            );
            findings.push(Finding::info(Code::CfgNamesCaptured, id, message, "F43"));
        }
    }
    findings
}

fn images(endpoints: &BTreeMap<&str, &ResourceId>) -> Option<Finding> {
    let id = endpoints
        .get("ecr.dkr")
        .or_else(|| endpoints.get("ecr.api"))?;
    let missing = missing(endpoints, &["ecr.api", "ecr.dkr", "s3"])?;
    let message = format!(
        "{id} alone pulls no images: without a way to the internet, {missing} is needed too, so add endpoints for it"
    );
    Some(Finding::info(Code::CfgCompanionMissing, id, message, "F44"))
}

fn sessions(endpoints: &BTreeMap<&str, &ResourceId>) -> Option<Finding> {
    let id = endpoints.get("ssm")?;
    let missing = missing(endpoints, &["ssmmessages", "ec2messages"])?;
    let message = format!(
        "{id} alone may not be enough for Session Manager: {missing} is commonly needed too, though no page of AWS was found that says so"
    );
    Some(Finding::unverified(
        Code::CfgCompanionMissing,
        id,
        message,
        "1.11",
    ))
}

fn missing(endpoints: &BTreeMap<&str, &ResourceId>, wanted: &[&str]) -> Option<String> {
    let missing: Vec<&str> = wanted
        .iter()
        .copied()
        .filter(|name| !endpoints.contains_key(name))
        .collect();
    (!missing.is_empty()).then(|| missing.join(" and "))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn endpoints(services: &[&str], fields: &str) -> String {
        let endpoints = services.iter().zip(80..).map(|(service, host)| {
            format!(
                r#""vpce-{0}": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Interface", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.{service}", "SecurityGroupIds": ["sg-ep"], "SubnetIds": ["subnet-c-a", "subnet-c-b"], "SubnetConfigurations": [{{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.{host}"}}, {{"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.{host}"}}]{fields}}}"#,
                service.replace('.', "-")
            )
        });
        endpoints.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn images_take_three_endpoints() {
        check_findings(&endpoints(&["ecr.api", "ecr.dkr", "s3"], ""), &[]);
        check_findings(
            &endpoints(&["ecr.api", "ecr.dkr"], ""),
            &["info CFG_COMPANION_MISSING vpce-ecr-dkr F44"],
        );
    }

    #[test]
    fn sessions_take_three_as_far_as_is_known() {
        check_findings(
            &endpoints(&["ssm"], ""),
            &["info CFG_COMPANION_MISSING vpce-ssm 1.11"],
        );
        check_findings(&endpoints(&["ssm", "ssmmessages", "ec2messages"], ""), &[]);
    }

    #[test]
    fn names_of_public_apis_are_taken() {
        check_findings(&endpoints(&["execute-api"], ""), &[]);
        check_findings(
            &endpoints(&["execute-api"], r#", "PrivateDnsEnabled": true"#),
            &["info CFG_NAMES_CAPTURED vpce-execute-api F43"],
        );
    }
}
