//! Access to services of another Region (section 1.9): who offers it, to whom, and from which zones.

use vpcanvas_model::{ResourceId, catalogue, kind::VpcEndpointService};
use vpcanvas_network::{Interface, Network};

use super::Path;
use crate::{Code, Explanation};

/// The Region of an endpoint service: that of its load balancers' VPC.
fn region_of<'a>(network: &'a Network, service: &VpcEndpointService) -> Option<&'a str> {
    let balancers = &service.network_load_balancer_arns;
    balancers
        .iter()
        .find_map(|balancer| network.region(balancer))
}

/// Whether an endpoint and its service stand in different Regions, as far as both are known (IE-80); zones need not match
/// then (IE-84).
pub(super) fn is_crossed(
    network: &Network,
    endpoint: &ResourceId,
    service: &VpcEndpointService,
) -> bool {
    let (own, there) = (network.region(endpoint), region_of(network, service));
    network.is_cross_region(endpoint) || (own.is_some() && there.is_some() && own != there)
}

/// What keeps an endpoint from a service of another Region.
pub(super) fn ask(
    network: &Network,
    path: &mut Path,
    interface: &Interface,
    (id, service): (&ResourceId, &VpcEndpointService),
) {
    let endpoint = &interface.owner;
    let named = network
        .endpoint(endpoint)
        .and_then(|endpoint| endpoint.service_region.as_deref());
    if let Some(region) = region_of(network, service).filter(|region| named != Some(region)) {
        let message = format!(
            "{id} stands in {region}, which {endpoint} does not name: set its ServiceRegion to {region}"
        );
        path.explain(blocker(endpoint, message, "IE-80"));
    }
    if let Some(zone) = excluded(interface) {
        let message = format!(
            "{endpoint} has an interface in {zone}, a zone from which AWS offers no access to other Regions: use a subnet of another zone"
        );
        path.explain(blocker(endpoint, message, "IE-83"));
    }
    let listeners = service
        .network_load_balancer_arns
        .iter()
        .flat_map(|balancer| network.listeners_of(balancer));
    for (listener, _) in listeners.filter(|(_, listener)| listener.has_custom_idle_timeout()) {
        let message = format!(
            "{listener} has an idle timeout of its own, which excludes access from other Regions: take tcp.idle_timeout.seconds away"
        );
        path.explain(blocker(listener, message, "IE-85"));
    }
    path.warnings
        .extend(not_supported(network, endpoint, (id, service)));
}

/// Only new endpoints are refused; those that exist go on (IE-80, IE-86).
fn not_supported(
    network: &Network,
    endpoint: &ResourceId,
    (id, service): (&ResourceId, &VpcEndpointService),
) -> Option<Explanation> {
    let own = network.region(endpoint)?;
    let listed = service.supported_regions.iter().any(|region| region == own);
    let message = format!(
        "{id} does not list {own} in its SupportedRegions: {endpoint} goes on if it exists, but AWS would refuse to create it"
    );
    (!listed).then(|| blocker(id, message, "IE-80"))
}

/// What keeps an endpoint from a service of AWS in another Region (IE-81, IE-83).
pub(super) fn to_aws(
    network: &Network,
    interface: &Interface,
    region: &str,
    name: &str,
) -> Vec<Explanation> {
    let endpoint = &interface.owner;
    let Some(own) = network.region(endpoint) else {
        return Vec::new();
    };
    let named = network
        .endpoint(endpoint)
        .and_then(|endpoint| endpoint.service_region.as_deref());
    if own == named.unwrap_or(region) {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    if named.is_none() {
        let message = format!(
            "{endpoint} stands in {own} and its service in {region}: use the service of {own}, or name the other Region as ServiceRegion"
        );
        reasons.push(blocker(endpoint, message, "IE-80"));
    }
    if !catalogue::is_offered_across_regions(name) {
        let message = format!(
            "{name} is not among the services known to be offered across Regions; AWS adds to them"
        );
        reasons.push(blocker(endpoint, message, "IE-81").unverified());
    }
    if let Some(zone) = excluded(interface) {
        let message = format!(
            "{endpoint} has an interface in {zone}, a zone from which AWS offers no access to other Regions: use a subnet of another zone"
        );
        reasons.push(blocker(endpoint, message, "IE-83"));
    }
    reasons
}

fn excluded(interface: &Interface) -> Option<&str> {
    let zone = interface.zone.as_deref()?;
    catalogue::is_excluded_from_cross_region(zone).then_some(zone)
}

fn blocker(component: &ResourceId, message: String, reference: &'static str) -> Explanation {
    Explanation::new(Code::PlCrossRegion, component, message, reference)
}
