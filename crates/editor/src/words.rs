//! How resources are spoken of in labels and messages. Words only; what is legal is decided elsewhere.

use vpcanvas_model::{Document, Kind, ResourceId};

/// A kind with its article, inside a sentence: `an instance`.
pub fn a(kind: Kind) -> &'static str {
    match kind {
        Kind::Account => "an account",
        Kind::Vpc => "a VPC",
        Kind::Subnet => "a subnet",
        Kind::Instance => "an instance",
        Kind::NetworkInterface => "a network interface",
        Kind::VpcEndpoint => "a VPC endpoint",
        Kind::VpcEndpointService => "an endpoint service",
        Kind::LoadBalancer => "a load balancer",
        Kind::Listener => "a listener",
        Kind::TargetGroup => "a target group",
        Kind::SecurityGroup => "a security group",
        Kind::NetworkAcl => "a network ACL",
        Kind::RouteTable => "a route table",
        Kind::PrefixList => "a prefix list",
        Kind::HostedZone => "a hosted zone",
        Kind::InternetGateway => "an internet gateway",
        Kind::EgressOnlyInternetGateway => "an egress-only internet gateway",
        Kind::NatGateway => "a NAT gateway",
        Kind::VpcPeeringConnection => "a peering connection",
        Kind::TransitGateway => "a transit gateway",
        Kind::TransitGatewayAttachment => "a transit gateway attachment",
        Kind::TransitGatewayRouteTable => "a transit gateway route table",
        Kind::VpnGateway => "a virtual private gateway",
        Kind::VpnConnection => "a VPN connection",
        Kind::CustomerGateway => "an on-premises network",
        Kind::DhcpOptions => "a DHCP option set",
        Kind::ResolverEndpoint => "a Resolver endpoint",
        Kind::ResolverRule => "a Resolver rule",
        Kind::Profile => "a Route 53 Profile",
        Kind::ResourceGateway => "a resource gateway",
        Kind::ResourceConfiguration => "a resource configuration",
        Kind::ServiceNetwork => "a service network",
        Kind::Note => "a note",
        Kind::Other => "something of an unknown kind",
    }
}

/// The same without its article: `instance`.
pub fn bare(kind: Kind) -> &'static str {
    let words = a(kind);
    ["a ", "an "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words)
}

/// The same at the beginning of a sentence: `An instance`.
pub fn upper_a(kind: Kind) -> String {
    capitalized(a(kind))
}

/// A sentence with its first letter capital.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Several kinds as a choice: `a subnet, a VPC or an instance`.
pub(crate) fn any_of(kinds: &[Kind]) -> String {
    match kinds {
        [] => "nothing".to_owned(),
        [one] => a(*one).to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(|kind| a(*kind)).collect();
            format!("{} or {}", first.join(", "), a(*last))
        }
    }
}

/// Resources in a label: the name of one, the number of several.
pub(crate) fn things(document: &Document, ids: &[ResourceId]) -> String {
    match ids {
        [id] => document.display_name(id).to_owned(),
        _ => format!("{} resources", ids.len()),
    }
}
