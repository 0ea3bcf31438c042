//! Client IP preservation: whether a target sees the client or the load balancer's node (sections 2.6 and 2.8).

use std::net::IpAddr;

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        TargetGroup, listener::ListenerProtocol, load_balancer::LoadBalancerType,
        target_group::TargetType,
    },
};
use vpcanvas_network::{Interface, Network, Role};

use super::{
    Path,
    balancer::{Client, Flow},
    path::Asked,
};
use crate::{Code, Explanation};

/// Whether a target sees the client's own address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Yes,
    No,
    /// What AWS does by default is not said for load balancers as targets, and what is written was not collected.
    Assumed,
}

/// Decides it, and says what stands in the way or was assumed.
pub(super) fn ask(
    path: &mut Path,
    flow: Flow<'_>,
    (group_id, group): (&ResourceId, &TargetGroup),
    target: Option<&Interface>,
    address: IpAddr,
) -> Kept {
    // An application load balancer opens connections of its own, and behind an endpoint the client is never seen (ES-50).
    let may_keep = flow.balancer.balancer_type() == LoadBalancerType::Network
        && matches!(flow.client, Client::Direct(_))
        && address.is_ipv6() == flow.packet.is_ipv6();
    if !may_keep {
        return Kept::No;
    }
    let kept = by_group(path, flow.listener, (group_id, group));
    match target {
        Some(target) if kept == Kept::Yes => check(path, flow, target),
        _ => kept,
    }
}

/// What a flow with the client's address cannot pass: targets have to be in the VPC or in a peered one (section 2.8).
pub(super) fn lost_on(way: &[Asked], balancer: &ResourceId) -> Option<Explanation> {
    let carries_no_clients = |asked: &&Asked| {
        let kinds = [
            Kind::TransitGateway,
            Kind::VpnGateway,
            Kind::CustomerGateway,
            Kind::VpcEndpoint,
        ];
        kinds.iter().any(|kind| kind.as_str() == asked.kind)
    };
    let through = way.iter().find(carries_no_clients)?;
    let message = format!(
        "{balancer} keeps the client's address, which does not work through {}: turn preserve_client_ip.enabled off",
        through.component
    );
    let code = Code::Elbv2SourceAddressPreservation;
    Some(Explanation::new(code, balancer, message, "2.8"))
}

/// Peering between Regions does not carry clients' addresses (section 2.8).
pub(super) fn lost_between_regions(
    network: &Network,
    node: &Interface,
    reached: Option<&Interface>,
) -> Option<Explanation> {
    let far = reached.filter(|target| network.region(&target.vpc) != network.region(&node.vpc))?;
    let balancer = &node.owner;
    let message = format!(
        "{balancer} keeps the client's address, which does not work to {} in another Region: turn preserve_client_ip.enabled off",
        far.owner
    );
    let code = Code::Elbv2SourceAddressPreservation;
    Some(Explanation::new(code, balancer, message, "2.8"))
}

/// The table of section 2.8: instances by default, addresses only when asked, and always in groups for UDP and QUIC.
fn by_group(
    path: &mut Path,
    listener: ListenerProtocol,
    (id, group): (&ResourceId, &TargetGroup),
) -> Kept {
    let spoken = group.protocol.unwrap_or(listener);
    if !matches!(spoken, ListenerProtocol::Tcp | ListenerProtocol::Tls) {
        return Kept::Yes;
    }
    let attributes = group.target_group_attributes.as_ref();
    let set = attributes.and_then(|attributes| attributes.preserve_client_ip_enabled);
    let kept = match (set, group.target_kind()) {
        (Some(true), _) => return Kept::Yes,
        (Some(false), _) => return Kept::No,
        (None, _) if group.not_collected.iter().any(|list| list == "Attributes") => {
            return Kept::Assumed;
        }
        (None, TargetType::Instance) => Kept::Yes,
        (None, TargetType::Ip) => Kept::No,
        (None, TargetType::Alb) => return Kept::Assumed,
    };
    let (code, does) = match (attributes, kept) {
        (None, Kept::Yes) => (Code::MissingTargetGroupAttributes, "keeps"),
        (None, _) => (Code::MissingTargetGroupAttributes, "does not keep"),
        (Some(_), Kept::Yes) => (Code::AssumptionPreserveClientIpIsEnabled, "keeps"),
        (Some(_), _) => (Code::AssumptionPreserveClientIpIsDisabled, "does not keep"),
    };
    let message = format!(
        "{id} does not say whether its targets see the client's address; assumed that it {does} it, as AWS does for such targets: write preserve_client_ip.enabled"
    );
    path.warn(Explanation::new(code, id, message, "2.8"));
    kept
}

/// What keeping the address makes impossible (section 2.8, TG-08).
fn check(path: &mut Path, flow: Flow<'_>, target: &Interface) -> Kept {
    let (balancer, owner) = (&flow.node.owner, &target.owner);
    let is_client = match flow.client {
        Client::Direct(Some(client)) => &client.owner == owner,
        Client::Direct(None) | Client::PrivateLink => false,
    };
    let (message, reference, kept) = if is_client {
        let message = format!(
            "{balancer} keeps the address of {owner} and gives the flow back to it, which fails: add a target, or turn preserve_client_ip.enabled off"
        );
        (message, "2.8", Kept::Yes)
    } else if is_service(&target.role) {
        let message = format!(
            "{balancer} cannot keep the client's address towards {owner}, which is an endpoint or a load balancer: turn preserve_client_ip.enabled off"
        );
        (message, "TG-08", Kept::No)
    } else {
        return Kept::Yes;
    };
    path.explain(Explanation::new(
        Code::Elbv2SourceAddressPreservation,
        balancer,
        message,
        reference,
    ));
    kept
}

/// An endpoint or network load balancer; an application load balancer can be a target of its own kind (TG-04).
fn is_service(role: &Role) -> bool {
    matches!(role, Role::VpcEndpoint | Role::LoadBalancerNode)
}
