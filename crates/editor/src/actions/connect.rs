//! Connects two resources, whichever way round they were picked: an edge of the canvas as a field of a record.

mod checks;
mod joining;
mod names;
mod routes;
mod shared;
mod targets;

use std::net::Ipv4Addr;

use vpcanvas_model::{
    Document, Kind, Placement, Properties, Resource, ResourceId, Transaction,
    kind::{
        HostedZone, LoadBalancer, NetworkInterface, VpcEndpoint, VpcEndpointService,
        hosted_zone::HostedZoneVpc, load_balancer::SubnetMapping,
        network_interface::NetworkInterfaceAttachment, vpc_endpoint::SubnetConfiguration,
    },
};

use super::associate::associate;
use crate::{
    addresses::Addresses,
    hit::kind_of,
    insert::{FIRST_REGION, forward},
    locks::lock_words,
    ranges::range_of,
    words::{a, any_of, upper_a},
};

/// What may be connected with what; the first of a pair holds the reference.
const PAIRS: &[(Kind, Kind)] = &[
    (Kind::RouteTable, Kind::Subnet),
    (Kind::NetworkAcl, Kind::Subnet),
    (Kind::NetworkInterface, Kind::Instance),
    (Kind::Instance, Kind::SecurityGroup),
    (Kind::NetworkInterface, Kind::SecurityGroup),
    (Kind::VpcEndpoint, Kind::SecurityGroup),
    (Kind::LoadBalancer, Kind::SecurityGroup),
    (Kind::VpcEndpoint, Kind::VpcEndpointService),
    (Kind::VpcEndpoint, Kind::Subnet),
    (Kind::LoadBalancer, Kind::Subnet),
    (Kind::TargetGroup, Kind::Instance),
    (Kind::TargetGroup, Kind::NetworkInterface),
    (Kind::TargetGroup, Kind::LoadBalancer),
    (Kind::Listener, Kind::TargetGroup),
    (Kind::VpcEndpointService, Kind::LoadBalancer),
    (Kind::HostedZone, Kind::Vpc),
    (Kind::InternetGateway, Kind::Vpc),
    (Kind::EgressOnlyInternetGateway, Kind::Vpc),
    (Kind::VpnGateway, Kind::Vpc),
    (Kind::Vpc, Kind::Vpc),
    (Kind::VpcPeeringConnection, Kind::Vpc),
    (Kind::TransitGateway, Kind::Vpc),
    (Kind::TransitGatewayAttachment, Kind::Vpc),
    (Kind::TransitGatewayAttachment, Kind::Subnet),
    (Kind::TransitGatewayAttachment, Kind::VpnConnection),
    (
        Kind::TransitGatewayRouteTable,
        Kind::TransitGatewayAttachment,
    ),
    (Kind::CustomerGateway, Kind::VpnGateway),
    (Kind::CustomerGateway, Kind::TransitGateway),
    (Kind::VpnConnection, Kind::CustomerGateway),
    (Kind::VpnConnection, Kind::VpnGateway),
    (Kind::VpnConnection, Kind::TransitGateway),
    (Kind::RouteTable, Kind::InternetGateway),
    (Kind::RouteTable, Kind::EgressOnlyInternetGateway),
    (Kind::RouteTable, Kind::NatGateway),
    (Kind::RouteTable, Kind::TransitGateway),
    (Kind::RouteTable, Kind::VpcPeeringConnection),
    (Kind::VpcEndpoint, Kind::RouteTable),
    (Kind::VpcEndpoint, Kind::ResourceConfiguration),
    (Kind::VpcEndpoint, Kind::ServiceNetwork),
    (Kind::ResourceGateway, Kind::Subnet),
    (Kind::ResourceGateway, Kind::SecurityGroup),
    (Kind::ResourceConfiguration, Kind::ResourceGateway),
    (Kind::ServiceNetwork, Kind::ResourceConfiguration),
    (Kind::ServiceNetwork, Kind::Vpc),
    (Kind::Vpc, Kind::DhcpOptions),
    (Kind::ResolverEndpoint, Kind::Subnet),
    (Kind::ResolverEndpoint, Kind::SecurityGroup),
    (Kind::ResolverRule, Kind::ResolverEndpoint),
    (Kind::ResolverRule, Kind::Vpc),
    (Kind::Profile, Kind::Vpc),
    (Kind::Profile, Kind::HostedZone),
    (Kind::Profile, Kind::ResolverRule),
];

/// The kinds a kind can be connected with.
pub fn connectable(kind: Kind) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = PAIRS
        .iter()
        .filter_map(|(holder, other)| {
            if *holder == kind {
                Some(*other)
            } else {
                (*other == kind).then_some(*holder)
            }
        })
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// Connects two resources.
///
/// # Errors
/// Why they cannot be connected, and what can.
pub fn connect(
    document: &Document,
    from: &ResourceId,
    to: &ResourceId,
) -> Result<Transaction, String> {
    let transaction = connection(document, from, to)?.transaction()?;
    if transaction.clone().trimmed().is_empty() {
        return Err(format!(
            "{} and {} are already connected",
            document.display_name(from),
            document.display_name(to)
        ));
    }
    Ok(transaction)
}

/// Whether two resources may be connected, be they so already or not.
pub(super) fn check_connection(
    document: &Document,
    from: &ResourceId,
    to: &ResourceId,
) -> Result<(), String> {
    connection(document, from, to).map(|_| ())
}

/// The legal pair two resources make.
fn connection<'a>(
    document: &'a Document,
    from: &'a ResourceId,
    to: &'a ResourceId,
) -> Result<Connection<'a>, String> {
    let kind = |id: &ResourceId| {
        kind_of(document, id).ok_or_else(|| format!("{id} does not exist any more"))
    };
    let kinds = (kind(from)?, kind(to)?);
    if from == to {
        return Err("A connection needs two ends; pick another resource".to_owned());
    }
    let (holder, held) = if PAIRS.contains(&kinds) {
        (from, to)
    } else if PAIRS.contains(&(kinds.1, kinds.0)) {
        (to, from)
    } else {
        return Err(not_connectable(kinds.0, kinds.1));
    };
    let connection = Connection {
        document,
        holder,
        held,
    };
    connection.check()?;
    Ok(connection)
}

fn not_connectable(from: Kind, to: Kind) -> String {
    let others = connectable(from);
    if others.is_empty() {
        return format!("{} has no connections", upper_a(from));
    }
    format!(
        "{} connects to {}, not to {}",
        upper_a(from),
        any_of(&others),
        a(to)
    )
}

/// Two resources of a legal pair.
struct Connection<'a> {
    document: &'a Document,
    /// The one whose record names the other.
    holder: &'a ResourceId,
    held: &'a ResourceId,
}

impl Connection<'_> {
    fn transaction(&self) -> Result<Transaction, String> {
        let (document, held) = (self.document, self.held);
        let mut transaction = Transaction::new(format!(
            "Connect {} with {}",
            document.display_name(self.holder),
            document.display_name(held)
        ));
        if let Some((kind, properties)) = self.new_joint()? {
            let id = document.free_id(kind);
            transaction.set_resource(document, &id, Some(Resource::new(properties)));
            return Ok(transaction);
        }
        let Some(mut resource) = document.resource(self.holder).cloned() else {
            return Ok(transaction);
        };
        match &mut resource.properties {
            Properties::RouteTable(table) if self.is_route(held) => {
                self.add_route(table)?;
            }
            Properties::RouteTable(_) | Properties::NetworkAcl(_) => {
                associate(document, &mut transaction, self.holder, held);
                return Ok(transaction);
            }
            Properties::TargetGroup(group) if self.is_listened_to(group) => {
                self.listen(&mut transaction, group)?;
                return Ok(transaction);
            }
            Properties::TargetGroup(group) => self.add_target(group)?,
            Properties::NetworkInterface(interface) => self.join_interface(interface),
            Properties::Instance(instance) => add(&mut instance.security_group_ids, held),
            Properties::VpcEndpoint(endpoint) => self.join_endpoint(endpoint)?,
            Properties::LoadBalancer(balancer) => self.join_balancer(balancer)?,
            Properties::Listener(listener) => {
                listener.default_actions = vec![forward(held.clone())];
            }
            Properties::VpcEndpointService(service) => {
                self.offer(service);
            }
            Properties::HostedZone(zone) => self.join_zone(zone),
            Properties::TransitGatewayRouteTable(_) => {
                self.associate_attachment(&mut transaction);
                return Ok(transaction);
            }
            properties => {
                self.join_networks(properties)?;
                self.join_shared(properties);
                self.join_names(properties)?;
            }
        }
        transaction.set_resource(document, self.holder, Some(resource));
        if document.parent(self.holder) != document.with(&transaction).parent(self.holder) {
            if let Some(words) = lock_words(document, std::slice::from_ref(self.holder)) {
                return Err(format!("{words}; unlock it to let it stand elsewhere"));
            }
            // It finds its place where it now belongs.
            let placement = self.document.placement(self.holder);
            let placement = placement.and_then(Placement::without_place);
            transaction.set_placement(document, self.holder, placement);
        }
        Ok(transaction)
    }

    fn join_interface(&self, interface: &mut NetworkInterface) {
        if kind_of(self.document, self.held) == Some(Kind::SecurityGroup) {
            add(&mut interface.groups, self.held);
            return;
        }
        let attached = interface.attachment.as_ref();
        if attached.and_then(|attached| attached.instance_id.as_ref()) != Some(self.held) {
            interface.attachment = Some(self.attachment());
        }
    }

    fn join_endpoint(&self, endpoint: &mut VpcEndpoint) -> Result<(), String> {
        let held = self.held;
        match kind_of(self.document, held) {
            Some(Kind::SecurityGroup) => add(&mut endpoint.security_group_ids, held),
            Some(Kind::Subnet) if endpoint.subnet_ids.contains(held) => {}
            Some(Kind::Subnet) => {
                endpoint.subnet_ids.push(held.clone());
                endpoint.subnet_configurations.push(SubnetConfiguration {
                    subnet_id: Some(held.clone()),
                    ipv4: self.free_address()?,
                    ..SubnetConfiguration::default()
                });
            }
            Some(Kind::RouteTable | Kind::ResourceConfiguration | Kind::ServiceNetwork) => {
                self.join_typed_endpoint(endpoint)?;
            }
            _ => {
                self.fit_service(endpoint)?;
                let own = self.document.region(self.holder);
                let region = service_region(self.document, held).or(own);
                let region = region.unwrap_or(FIRST_REGION);
                endpoint.service_name = Some(VpcEndpointService::service_name(region, held));
                let differs = own.is_some_and(|own| own != region);
                endpoint.service_region = differs.then(|| region.to_owned());
            }
        }
        Ok(())
    }

    fn join_balancer(&self, balancer: &mut LoadBalancer) -> Result<(), String> {
        if kind_of(self.document, self.held) == Some(Kind::SecurityGroup) {
            add(&mut balancer.security_groups, self.held);
            return Ok(());
        }
        let is_node = |node: &SubnetMapping| node.subnet_id.as_ref() == Some(self.held);
        if !balancer.subnet_mappings.iter().any(is_node) {
            balancer.subnet_mappings.push(SubnetMapping {
                subnet_id: Some(self.held.clone()),
                private_ipv4_address: self.free_address()?,
                ..SubnetMapping::default()
            });
        }
        Ok(())
    }

    fn join_zone(&self, zone: &mut HostedZone) {
        let is_vpc = |vpc: &HostedZoneVpc| vpc.vpc_id.as_ref() == Some(self.held);
        if !zone.vpcs.iter().any(is_vpc) {
            zone.vpcs.push(HostedZoneVpc {
                vpc_id: Some(self.held.clone()),
                vpc_region: self.document.region(self.held).map(str::to_owned),
                ..HostedZoneVpc::default()
            });
        }
    }

    fn free_address(&self) -> Result<Option<Ipv4Addr>, String> {
        let Some(range) = range_of(self.document, self.held) else {
            return Ok(None);
        };
        let address = Addresses::of(self.document, |_| false).take(self.held, range, None);
        address.map(Some).ok_or_else(|| {
            format!(
                "{} has no free address left; add a subnet or free one",
                self.document.display_name(self.held)
            )
        })
    }

    /// The next free place of an instance; 0 is its primary interface (ENI-03).
    fn attachment(&self) -> NetworkInterfaceAttachment {
        let taken: Vec<u16> = self
            .document
            .resources()
            .filter_map(|(_, resource)| match &resource.properties {
                Properties::NetworkInterface(interface) => interface.attachment.as_ref(),
                _ => None,
            })
            .filter(|attached| attached.instance_id.as_ref() == Some(self.held))
            .filter_map(|attached| attached.device_index)
            .collect();
        NetworkInterfaceAttachment {
            instance_id: Some(self.held.clone()),
            device_index: (1..=u16::MAX).find(|index| !taken.contains(index)),
            ..NetworkInterfaceAttachment::default()
        }
    }
}

fn add(ids: &mut Vec<ResourceId>, id: &ResourceId) {
    if !ids.contains(id) {
        ids.push(id.clone());
    }
}

/// The Region of an endpoint service: that of its load balancers.
fn service_region<'a>(document: &'a Document, service: &ResourceId) -> Option<&'a str> {
    match &document.resource(service)?.properties {
        Properties::VpcEndpointService(service) => service
            .network_load_balancer_arns
            .iter()
            .find_map(|balancer| document.region(document.id(balancer.as_str())?)),
        _ => None,
    }
}
