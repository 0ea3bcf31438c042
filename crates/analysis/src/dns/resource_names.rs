//! Names of resources behind resource endpoints and service networks (sections 3.3 and 3.4).
//!
//! As with endpoints, the token AWS puts into a name is left out of names made here, and understood in names asked for.

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{
        ResourceConfiguration, VpcEndpoint,
        vpc_endpoint::{VpcEndpointState, VpcEndpointType},
    },
};
use vpcanvas_network::Network;

use super::{Name, endpoint_names::resource_at_the_start};

const RESOURCE_DOMAIN: &str = ".vpc-lattice-rsc.";

/// The resource configurations an endpoint leads to: its own, the members of a group, those of a service network.
pub(crate) fn configurations_of<'a>(
    network: &'a Network,
    endpoint: &'a VpcEndpoint,
) -> Vec<(&'a ResourceId, &'a ResourceConfiguration)> {
    let named: Vec<&ResourceId> = match endpoint.endpoint_type() {
        VpcEndpointType::Resource => endpoint.resource_configuration_arn.iter().collect(),
        VpcEndpointType::ServiceNetwork => configurations_in(network, endpoint),
        VpcEndpointType::Interface
        | VpcEndpointType::Gateway
        | VpcEndpointType::GatewayLoadBalancer
        | VpcEndpointType::Tunnel => Vec::new(),
    };
    with_members(network, &named)
}

fn configurations_in<'a>(network: &'a Network, endpoint: &'a VpcEndpoint) -> Vec<&'a ResourceId> {
    let service_network = endpoint.service_network_arn.as_ref();
    let service_network = service_network.and_then(|id| network.service_network(id));
    service_network.map_or_else(Vec::new, |drawn| {
        drawn.resource_configuration_ids.iter().collect()
    })
}

/// Configurations and, of those that are groups, the members.
pub(super) fn with_members<'a>(
    network: &'a Network,
    named: &[&'a ResourceId],
) -> Vec<(&'a ResourceId, &'a ResourceConfiguration)> {
    let members = network
        .resources(Kind::ResourceConfiguration)
        .filter_map(|(id, resource)| match &resource.properties {
            Properties::ResourceConfiguration(drawn) => Some((id, drawn)),
            _ => None,
        })
        .filter(|(_, drawn)| {
            let group = drawn.resource_configuration_group_id.as_ref();
            group.is_some_and(|group| named.contains(&group))
        });
    let own = named
        .iter()
        .filter_map(|id| Some((*id, network.resource_configuration(id)?)));
    own.chain(members).collect()
}

/// Whether the consumer lets a name of a provider into the VPC (section 1.1, `PrivateDnsPreference`).
pub(crate) fn is_preferred(endpoint: &VpcEndpoint, drawn: &ResourceConfiguration) -> bool {
    let options = endpoint.dns_options.as_ref();
    let verified = drawn.domain_verification_status.as_deref() == Some("VERIFIED");
    let specified = || {
        let domains = options.map(|options| options.private_dns_specified_domains.as_slice());
        let name = drawn.custom_domain_name.as_deref().map(Name::parse);
        name.and_then(Result::ok).is_some_and(|name| {
            let mut domains = domains.unwrap_or_default().iter();
            domains.any(|domain| is_specified(domain, &name))
        })
    };
    match options.and_then(|options| options.private_dns_preference.as_deref()) {
        Some("ALL_DOMAINS") => true,
        Some("VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS") => verified || specified(),
        Some("SPECIFIED_DOMAINS_ONLY") => specified(),
        _ => verified,
    }
}

fn is_specified(domain: &str, name: &Name) -> bool {
    Name::parse(domain).is_ok_and(|domain| match domain.wildcard_base() {
        Some(base) => name.is_below(&base),
        None => *name == domain,
    })
}

/// The names of the resources behind an endpoint: of each the one that resolves anywhere, and the provider's own where it has
/// one, whether or not the consumer lets it in (RS-09, SN-04). None while the Region is not known, and for other endpoints.
pub fn resource_names(network: &Network, endpoint: &ResourceId) -> Vec<String> {
    let (Some(region), Some(drawn)) = (network.region(endpoint), network.endpoint(endpoint)) else {
        return Vec::new();
    };
    let between = match drawn.endpoint_type() {
        VpcEndpointType::Resource => '.',
        _ => '-',
    };
    let mut names = Vec::new();
    for (id, configuration) in configurations_of(network, drawn) {
        let name = format!("{endpoint}{between}{id}{RESOURCE_DOMAIN}{region}.on.aws");
        names.push(name.to_ascii_lowercase());
        names.extend(configuration.custom_domain_name.clone());
    }
    names
}

/// The endpoint such a name belongs to, if it is in the design and AWS still has it.
pub(super) fn resource_endpoint_named<'a>(
    network: &'a Network,
    name: &Name,
) -> Option<(&'a ResourceId, &'a VpcEndpoint)> {
    let (head, rest) = name.as_str().split_once(RESOURCE_DOMAIN)?;
    let region = rest.strip_suffix(".on.aws")?;
    let (id, length) = resource_at_the_start(network, Kind::VpcEndpoint, head)?;
    let endpoint = network.endpoint(id)?;
    let tail = head.get(length..)?;
    let is_here = network
        .region(id)
        .is_some_and(|own| own.eq_ignore_ascii_case(region))
        && endpoint.endpoint_state() != VpcEndpointState::Deleted;
    let fits = match endpoint.endpoint_type() {
        VpcEndpointType::Resource => {
            let named = tail.strip_prefix('.')?.split('.').next()?;
            configurations_of(network, endpoint)
                .iter()
                .any(|(id, _)| id.as_str().eq_ignore_ascii_case(named))
        }
        VpcEndpointType::ServiceNetwork => tail.starts_with('-'),
        _ => false,
    };
    (is_here && fits).then_some((id, endpoint))
}
