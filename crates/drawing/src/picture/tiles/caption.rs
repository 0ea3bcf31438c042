//! The second line of a tile: what one wants to know of a resource of that kind without opening it.

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        HostedZone, Instance, Listener, LoadBalancer, NatGateway, NetworkAcl, NetworkInterface,
        RouteTable, SecurityGroup, TargetGroup, TransitGateway, TransitGatewayAttachment,
        VpcEndpoint, VpcEndpointService, VpcPeeringConnection,
        instance::InstanceState,
        listener::ListenerProtocol,
        load_balancer::LoadBalancerType,
        nat_gateway::NatGatewayState,
        resolver_endpoint::ResolverDirection,
        transit_gateway::TransitGatewayState,
        transit_gateway_attachment::{AttachmentState, AttachmentType},
        vpc_endpoint::{VpcEndpointState, VpcEndpointType},
        vpc_peering_connection::PeeringStatus,
    },
};
use vpcanvas_network::{Network, Service};

use crate::{Font, Token};

/// The second line of a tile.
#[derive(Debug, PartialEq)]
pub(super) struct Caption {
    pub(super) font: Font,
    pub(super) color: Token,
    pub(super) text: String,
}

impl Caption {
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self {
            font: Font::Regular,
            color: Token::TextWeak,
            text: text.into(),
        }
    }

    /// An address.
    fn code(text: impl Into<String>) -> Self {
        Self {
            font: Font::Mono,
            ..Self::words(text)
        }
    }

    /// A state in which it does not work.
    fn state(text: impl Into<String>) -> Self {
        Self {
            color: Token::Warning,
            ..Self::words(text)
        }
    }
}

pub(super) fn of(network: &Network, id: &ResourceId, properties: &Properties) -> Caption {
    match properties {
        Properties::Account(_)
        | Properties::Vpc(_)
        | Properties::Subnet(_)
        | Properties::Note(_) => Caption::words(""),
        Properties::Instance(instance) => of_instance(instance),
        Properties::NetworkInterface(interface) => of_network_interface(interface),
        Properties::VpcEndpoint(endpoint) => of_endpoint(network, id, endpoint),
        Properties::VpcEndpointService(service) => of_service(service),
        Properties::LoadBalancer(balancer) => of_balancer(balancer),
        Properties::Listener(listener) => of_listener(listener),
        Properties::TargetGroup(group) => of_target_group(group),
        Properties::SecurityGroup(group) => of_security_group(group),
        Properties::NetworkAcl(acl) => of_network_acl(acl),
        Properties::RouteTable(table) => of_route_table(table),
        Properties::PrefixList(list) => Caption::words(counted(list.entries.len(), "range")),
        Properties::HostedZone(zone) => of_hosted_zone(zone),
        Properties::NatGateway(gateway) => of_nat_gateway(gateway),
        Properties::VpcPeeringConnection(peering) => of_peering(peering),
        Properties::TransitGatewayAttachment(attachment) => of_attachment(network, attachment),
        Properties::TransitGateway(gateway) => of_transit_gateway(gateway),
        Properties::TransitGatewayRouteTable(table) => {
            let used = counted(table.associations.len(), "association");
            Caption::words(format!("{} · {used}", counted(table.routes.len(), "route")))
        }
        Properties::VpnConnection(connection) if !connection.works() => Caption::state("down"),
        Properties::CustomerGateway(gateway) => match gateway.cidr_blocks.first() {
            Some(range) => Caption::code(range.to_string()),
            None => Caption::words("ranges not known"),
        },
        Properties::DhcpOptions(options) => {
            Caption::words(counted(options.domain_name_servers.len(), "server"))
        }
        Properties::ResolverEndpoint(endpoint) => Caption::words(
            endpoint
                .direction
                .map_or("direction not set", ResolverDirection::as_str),
        ),
        Properties::ResolverRule(rule) => {
            Caption::words(rule.domain_name.as_deref().unwrap_or("no domain"))
        }
        Properties::ResourceConfiguration(configuration) => {
            Caption::words(configuration.port_ranges.join(", "))
        }
        Properties::Profile(profile) => Caption::words(counted(profile.vpc_ids.len(), "VPC")),
        Properties::ServiceNetwork(network) => Caption::words(counted(
            network.resource_configuration_ids.len(),
            "resource",
        )),
        Properties::ResourceGateway(gateway) => {
            Caption::words(counted(gateway.subnet_ids.len(), "subnet"))
        }
        Properties::InternetGateway(_)
        | Properties::EgressOnlyInternetGateway(_)
        | Properties::VpnGateway(_)
        | Properties::VpnConnection(_) => Caption::words(properties.title()),
        Properties::Other(other) => Caption::words(other.kind.as_str()),
    }
}

fn of_instance(instance: &Instance) -> Caption {
    match (instance.state, instance.private_ip_address) {
        (Some(state), _) if state != InstanceState::Running => Caption::state(state.as_str()),
        (_, Some(address)) => Caption::code(address.to_string()),
        (_, None) => Caption::words("no address"),
    }
}

fn of_network_interface(interface: &NetworkInterface) -> Caption {
    let mut addresses = interface.private_ip_addresses.iter();
    match addresses.find_map(|address| address.private_ip_address) {
        Some(address) => Caption::code(address.to_string()),
        None => Caption::words("no address"),
    }
}

fn of_endpoint(network: &Network, id: &ResourceId, endpoint: &VpcEndpoint) -> Caption {
    let state = endpoint.endpoint_state();
    if state != VpcEndpointState::Available {
        return Caption::state(state.as_str());
    }
    match endpoint.endpoint_type() {
        VpcEndpointType::Interface => {}
        VpcEndpointType::Gateway => {
            let tables = counted(endpoint.route_table_ids.len(), "route table");
            return Caption::words(format!("Gateway · {tables}"));
        }
        VpcEndpointType::GatewayLoadBalancer => return Caption::words("Gateway Load Balancer"),
        VpcEndpointType::Resource => return Caption::words("Resource"),
        VpcEndpointType::ServiceNetwork => return Caption::words("Service network"),
        VpcEndpointType::Tunnel => return Caption::words("Tunnel"),
    }
    let private_name =
        private_name(network, id).filter(|_| endpoint.private_dns_enabled == Some(true));
    match private_name {
        Some(name) => Caption::words(name),
        None => Caption::words("no private DNS"),
    }
}

/// The name that the service's private DNS covers first.
fn private_name(network: &Network, endpoint: &ResourceId) -> Option<String> {
    match network.service_of(endpoint)? {
        Service::Aws { region, known, .. } => known?.private_dns_names(region).into_iter().next(),
        Service::Provider(id) => network.endpoint_service(id)?.private_dns_name.clone(),
        Service::Elsewhere(_) => None,
    }
}

fn of_service(service: &VpcEndpointService) -> Caption {
    match &service.private_dns_name {
        Some(name) => Caption::words(name.as_str()),
        None => Caption::words("no private DNS name"),
    }
}

fn of_balancer(balancer: &LoadBalancer) -> Caption {
    let scheme = balancer
        .scheme
        .map_or("scheme not set", |scheme| scheme.as_str());
    let nodes = counted(balancer.subnet_mappings.len(), "node");
    let about = match balancer.balancer_type() {
        LoadBalancerType::Network => scheme,
        other => other.as_str(),
    };
    Caption::words(format!("{about} · {nodes}"))
}

fn of_attachment(network: &Network, attachment: &TransitGatewayAttachment) -> Caption {
    let attached = attachment.resource_id.as_ref();
    let kind = attachment.resource_type.map(AttachmentType::as_str);
    match (attachment.state, attached, kind) {
        (Some(state), _, _) if state != AttachmentState::Available => {
            Caption::state(state.as_str())
        }
        (_, Some(id), _) => Caption::words(network.document().display_name(id)),
        (_, None, Some(kind)) => Caption::words(kind),
        (_, None, None) => Caption::words("nothing attached"),
    }
}

fn of_transit_gateway(gateway: &TransitGateway) -> Caption {
    match (gateway.state, &gateway.region) {
        (Some(state), _) if state != TransitGatewayState::Available => {
            Caption::state(state.as_str())
        }
        (_, Some(region)) => Caption::words(region.as_str()),
        (_, None) => Caption::words("Transit gateway"),
    }
}

fn of_listener(listener: &Listener) -> Caption {
    Caption::words(format!(
        "Listener · {}",
        port_words(listener.protocol, listener.port)
    ))
}

fn of_target_group(group: &TargetGroup) -> Caption {
    let targets = counted(group.targets.len(), "target");
    let port = port_words(group.protocol, group.port);
    Caption::words(format!("{port} · {targets}"))
}

/// `TCP 443`.
fn port_words(protocol: Option<ListenerProtocol>, port: Option<u16>) -> String {
    let protocol = protocol.map_or("no protocol", ListenerProtocol::as_str);
    let port = port.map_or_else(|| "no port".to_owned(), |port| port.to_string());
    format!("{protocol} {port}")
}

fn of_security_group(group: &SecurityGroup) -> Caption {
    let rules = &group.security_group_rules;
    let out = rules
        .iter()
        .filter(|rule| rule.is_egress == Some(true))
        .count();
    Caption::words(format!("{} in · {out} out", rules.len() - out))
}

fn of_network_acl(acl: &NetworkAcl) -> Caption {
    let rules = counted(acl.entries.len(), "rule");
    let used = if acl.is_default == Some(true) {
        "default".to_owned()
    } else {
        counted(acl.associations.len(), "subnet")
    };
    Caption::words(format!("{rules} · {used}"))
}

fn of_route_table(table: &RouteTable) -> Caption {
    let subnets = table
        .associations
        .iter()
        .filter(|used| used.subnet_id.is_some());
    let used = match subnets.count() {
        0 if table.is_main() => "main".to_owned(),
        count => counted(count, "subnet"),
    };
    Caption::words(format!("{} · {used}", counted(table.routes.len(), "route")))
}

fn of_hosted_zone(zone: &HostedZone) -> Caption {
    match &zone.name {
        Some(name) => Caption::words(name.as_str()),
        None => Caption::words("no domain"),
    }
}

fn of_nat_gateway(gateway: &NatGateway) -> Caption {
    match (gateway.state, gateway.nat_gateway_addresses.first()) {
        (Some(state), _) if state != NatGatewayState::Available => Caption::state(state.as_str()),
        (_, Some(address)) => match address.public_ip.or(address.private_ip) {
            Some(address) => Caption::code(address.to_string()),
            None => Caption::words("no address"),
        },
        (_, None) => Caption::words("no address"),
    }
}

fn of_peering(peering: &VpcPeeringConnection) -> Caption {
    match peering.status {
        Some(status) if status != PeeringStatus::Active => Caption::state(status.as_str()),
        _ => Caption::words("active"),
    }
}

/// `1 rule`, `2 rules`.
fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}
