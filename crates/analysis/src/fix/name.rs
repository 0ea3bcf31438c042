//! What keeps a name from leading where it should: DNS attributes, private DNS, proofs, zones (DNS-07, IE-60, ES-33, PHZ-08).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        hosted_zone::HostedZoneVpc, vpc_endpoint::VpcEndpointState,
        vpc_endpoint_service::VerificationState,
    },
};
use vpcanvas_network::Network;

use crate::{
    Code, Explanation, Fix, Question,
    finding::{each, edit::edit},
};

pub(super) fn suggest(
    network: &Network,
    question: &Question,
    explanation: &Explanation,
) -> Vec<Fix> {
    let Some(vpc) = vpc_of(network, question) else {
        return Vec::new();
    };
    match explanation.code {
        Code::DnsResolverDisabled | Code::DnsHostnamesDisabled => {
            enable(network, vpc).into_iter().collect()
        }
        Code::DnsEndpointNotAccepted | Code::DnsPublicAnswer | Code::DnsPrivateNameUnverified => {
            private_dns(network, vpc)
        }
        Code::DnsPrivateZoneNotVisible => associate(network, vpc),
        _ => Vec::new(),
    }
}

fn vpc_of<'a>(network: &'a Network, question: &Question) -> Option<&'a ResourceId> {
    let document = network.document();
    let from = document.id(&question.from)?;
    document
        .ancestors(from)
        .chain([from])
        .find(|id| network.vpc(id).is_some())
}

fn enable(network: &Network, vpc: &ResourceId) -> Option<Fix> {
    edit(
        network,
        vpc,
        format!("Enable DNS support and hostnames in {vpc}"),
        |properties| {
            if let Properties::Vpc(vpc) = properties {
                vpc.enable_dns_support = Some(true);
                vpc.enable_dns_hostnames = Some(true);
            }
        },
    )
}

/// Accepts endpoints, proves the names of their services and switches private DNS on.
fn private_dns(network: &Network, vpc: &ResourceId) -> Vec<Fix> {
    let of_endpoints = each::endpoints(network)
        .filter(|(_, endpoint)| endpoint.vpc_id.as_ref() == Some(vpc))
        .flat_map(|(id, _)| {
            let accept = edit(
                network,
                id,
                format!("Accept the connection of {id}"),
                |properties| {
                    if let Properties::VpcEndpoint(endpoint) = properties {
                        endpoint.state = Some(VpcEndpointState::Available);
                    }
                },
            );
            let switch = edit(
                network,
                id,
                format!("Switch private DNS of {id} on"),
                |properties| {
                    if let Properties::VpcEndpoint(endpoint) = properties {
                        endpoint.private_dns_enabled = Some(true);
                    }
                },
            );
            accept.into_iter().chain(switch)
        });
    let proofs = each::services(network).filter_map(|(id, service)| {
        let name = service.private_dns_name.as_deref()?;
        edit(
            network,
            id,
            format!("Prove {name} of {id} with a public TXT record"),
            |properties| {
                if let Properties::VpcEndpointService(service) = properties {
                    service
                        .private_dns_name_configuration
                        .get_or_insert_default()
                        .state = Some(VerificationState::Verified);
                }
            },
        )
    });
    of_endpoints.chain(proofs).collect()
}

fn associate(network: &Network, vpc: &ResourceId) -> Vec<Fix> {
    each::hosted_zones(network)
        .filter(|(_, zone)| {
            zone.is_private()
                && !zone
                    .vpcs
                    .iter()
                    .any(|other| other.vpc_id.as_ref() == Some(vpc))
        })
        .filter_map(|(id, _)| {
            edit(
                network,
                id,
                format!("Associate {id} with {vpc}"),
                |properties| {
                    if let Properties::HostedZone(zone) = properties {
                        zone.vpcs.push(HostedZoneVpc {
                            vpc_id: Some(vpc.clone()),
                            ..HostedZoneVpc::default()
                        });
                    }
                },
            )
        })
        .collect()
}
