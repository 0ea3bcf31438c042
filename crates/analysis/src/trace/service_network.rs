//! Service-network endpoints: one door to the resources of a service network (section 3.4 of the specification).
//!
//! Lattice services are no kind of a design; the resources of the network are followed, each of which has an address and a
//! name of its own behind the endpoint (SN-02, SN-04).

use vpcanvas_network::{Interface, Network};

use super::{Path, resource, trail::Trail};
use crate::{Code, Explanation, packet::Packet};

/// Takes a packet on from the interface of a service-network endpoint.
pub(super) fn through(
    network: &Network,
    mut path: Path,
    interface: &Interface,
    packet: Packet,
    trail: &Trail<'_>,
) -> Path {
    let endpoint = &interface.owner;
    let named = network
        .endpoint(endpoint)
        .and_then(|endpoint| endpoint.service_network_arn.as_ref());
    let Some(id) = named else {
        let message = format!("{endpoint} names no service network: choose its ServiceNetworkArn");
        path.explain(Explanation::new(
            Code::CfgIncomplete,
            endpoint,
            message,
            "SN-01",
        ));
        return path;
    };
    let Some(drawn) = network.service_network(id) else {
        let message = format!(
            "the service network {id} is not in the design, so what is behind {endpoint} is not known: draw it"
        );
        path.explain(Explanation::new(Code::UnknownResource, id, message, "0.4"));
        return path;
    };
    let resources: Vec<_> = drawn.resource_configuration_ids.iter().collect();
    if resources.is_empty() {
        let message = format!(
            "{id} has no resources in the design, and its services are not analysed by this version"
        );
        path.explain(Explanation::new(
            Code::UnsupportedComponent,
            id,
            message,
            "SN-07",
        ));
        return path;
    }
    resource::to_any(network, path, interface, packet, &resources, trail)
}
