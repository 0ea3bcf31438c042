//! Who answers where a load balancer or resource gateway sends a flow: an instance, or AWS's own machinery that leads on.

use vpcanvas_network::{Interface, Network, Role};

use super::{
    Path,
    balancer::{self, Client},
    privatelink,
    trail::Trail,
    vpc::{answers_nobody, deliver, works},
};
use crate::packet::Packet;

/// Takes a packet that has reached an interface on to who answers it. `from` is where it was sent from.
pub(super) fn answer(
    network: &Network,
    mut path: Path,
    from: &Interface,
    reached: &Interface,
    packet: Packet,
    trail: &Trail<'_>,
) -> Path {
    match reached.role {
        Role::Instance | Role::NetworkInterface { .. } => {
            works(network, reached, &mut path, packet);
            deliver(&mut path, reached, packet);
            path
        }
        Role::ResolverEndpoint => {
            deliver(&mut path, reached, packet);
            path
        }
        Role::VpcEndpoint => privatelink::cross_within(network, path, reached, packet, trail),
        Role::LoadBalancerNode | Role::ApplicationLoadBalancerNode => balancer::take_within(
            network,
            path,
            reached,
            packet,
            Client::Direct(Some(from)),
            trail,
        ),
        Role::GatewayLoadBalancerEndpoint | Role::ResourceGateway | Role::NatGateway => {
            path.explain(answers_nobody(&reached.owner));
            path
        }
    }
}
