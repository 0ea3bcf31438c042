//! Block Public Access of a Region stops its internet gateways, but for VPCs and subnets it does not hold for (IGW-08, IGW-09).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        Account,
        account::{BlockPublicAccessExclusion, ExclusionMode, InternetGatewayBlockMode},
    },
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::accounts(network)
        .filter(|(_, account)| !account.vpc_block_public_access_options.is_empty())
        .flat_map(|(id, account)| of_account(network, id, account))
        .collect()
}

fn of_account(network: &Network, id: &ResourceId, account: &Account) -> Vec<Finding> {
    each::internet_gateways(network)
        .filter_map(|(gateway, drawn)| {
            let vpc = drawn.vpc_id.as_ref()?;
            if network.vpc(vpc)?.owner_id.as_ref() != Some(id) || excludes(network, account, vpc) {
                return None;
            }
            let region = network.document().region(vpc);
            let mode = account
                .vpc_block_public_access_options
                .iter()
                .find(|options| options.aws_region.as_deref() == region)
                .and_then(|options| options.internet_gateway_block_mode)?;
            let (what, reference) = match mode {
                InternetGatewayBlockMode::Off => return None,
                InternetGatewayBlockMode::BlockBidirectional => ("passes nothing", "IGW-08"),
                InternetGatewayBlockMode::BlockIngress => ("lets no connection in", "IGW-09"),
            };
            let message = format!(
                "{gateway} {what} because Block Public Access of account {id} is {}: exclude {vpc} from it, or leave the gateway out",
                mode.as_str()
            );
            let severity = if reference == "IGW-08" { super::Severity::Warning } else { super::Severity::Info };
            let title = format!("Exclude {vpc} from Block Public Access");
            let exclude = edit(network, id, title, |properties| {
                if let Properties::Account(account) = properties {
                    account.vpc_block_public_access_exclusions.push(BlockPublicAccessExclusion {
                        resource_id: Some(vpc.clone()),
                        internet_gateway_exclusion_mode: Some(ExclusionMode::AllowBidirectional),
                        ..BlockPublicAccessExclusion::default()
                    });
                }
            });
            Some(Finding::new(severity, Code::VpcBlockPublicAccessEnabled, gateway, message, reference).mended_by(exclude))
        })
        .collect()
}

/// Whether the VPC or one of its subnets is excluded in any way.
fn excludes(network: &Network, account: &Account, vpc: &ResourceId) -> bool {
    account
        .vpc_block_public_access_exclusions
        .iter()
        .filter_map(|exclusion| exclusion.resource_id.as_ref())
        .any(|excluded| excluded == vpc || network.document().parent(excluded) == Some(vpc))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, check_beside};

    fn check(region: &str, mode: &str, rest: &str, expected: &[&str]) {
        let options = format!(
            r#""222222222222": {{"VpcBlockPublicAccessOptions": [{{"AwsRegion": "{region}", "InternetGatewayBlockMode": "{mode}"}}]{rest}}}"#
        );
        check_beside(INTERNET, &options, expected);
    }

    #[test]
    fn a_blocked_gateway_is_named() {
        check("us-east-1", "off", "", &[]);
        check("eu-west-1", "block-bidirectional", "", &[]);
        check(
            "us-east-1",
            "block-bidirectional",
            "",
            &["warning VPC_BLOCK_PUBLIC_ACCESS_ENABLED igw-1 IGW-08"],
        );
        check(
            "us-east-1",
            "block-ingress",
            "",
            &["info VPC_BLOCK_PUBLIC_ACCESS_ENABLED igw-1 IGW-09"],
        );
    }

    #[test]
    fn an_exclusion_is_one() {
        let rest = r#", "VpcBlockPublicAccessExclusions": [{"ResourceId": "vpc-c", "InternetGatewayExclusionMode": "allow-egress"}]"#;
        check("us-east-1", "block-bidirectional", rest, &[]);
    }
}
