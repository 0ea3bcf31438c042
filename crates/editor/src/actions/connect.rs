//! Connects two resources, whichever way round they were picked: an edge of the canvas as a field of a record.

use std::net::Ipv4Addr;

use vpcanvas_model::{
    Document, Kind, Properties, ResourceId, Transaction,
    kind::{
        Listener, VpcEndpointService,
        hosted_zone::HostedZoneVpc,
        listener::ListenerProtocol,
        load_balancer::SubnetMapping,
        network_acl::NetworkAclAssociation,
        network_interface::NetworkInterfaceAttachment,
        route_table::RouteTableAssociation,
        target_group::{Target, TargetGroup, TargetType},
        vpc_endpoint::SubnetConfiguration,
    },
};

use crate::{
    addresses::{Addresses, range_of},
    hit::kind_of,
    insert::forward,
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
    connection.checked()?;
    let transaction = connection.transaction()?;
    if transaction.clone().trimmed().is_empty() {
        return Err(format!(
            "{} and {} are already connected",
            document.display_name(from),
            document.display_name(to)
        ));
    }
    Ok(transaction)
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
    /// What AWS asks for besides the kinds.
    fn checked(&self) -> Result<(), String> {
        let document = self.document;
        let kinds = (kind_of(document, self.holder), kind_of(document, self.held));
        let across_vpcs = matches!(
            kinds,
            (Some(Kind::VpcEndpoint), Some(Kind::VpcEndpointService))
                | (Some(Kind::VpcEndpointService), _)
                | (Some(Kind::HostedZone), _)
        );
        let vpcs = [self.holder, self.held].map(|id| vpc_of(document, id));
        if let ([Some(one), Some(other)], false) = (vpcs, across_vpcs)
            && one != other
        {
            return Err(format!(
                "{} stands in {}, {} in {}; both must be in one VPC",
                document.display_name(self.holder),
                document.display_name(one),
                document.display_name(self.held),
                document.display_name(other)
            ));
        }
        match kinds {
            (Some(Kind::VpcEndpoint | Kind::LoadBalancer), Some(Kind::Subnet)) => {
                self.check_zone_is_new()
            }
            (Some(Kind::NetworkInterface), Some(Kind::Instance)) => self.check_same_zone(),
            (Some(Kind::VpcEndpointService), Some(Kind::LoadBalancer)) => self.check_only_service(),
            _ => Ok(()),
        }
    }

    /// One subnet a zone (IE-02, NLB-01).
    fn check_zone_is_new(&self) -> Result<(), String> {
        let zone = zone_of(self.document, self.held);
        let taken = self
            .document
            .interface_subnets(self.holder)
            .into_iter()
            .find(|subnet| {
                subnet != self.held && zone.is_some() && zone_of(self.document, subnet) == zone
            });
        match (taken, zone) {
            (Some(taken), Some(zone)) => Err(format!(
                "{} already has an interface in {zone}, in {}; it takes one subnet a zone",
                self.document.display_name(self.holder),
                self.document.display_name(&taken)
            )),
            _ => Ok(()),
        }
    }

    /// An interface attaches within its zone (ENI-03).
    fn check_same_zone(&self) -> Result<(), String> {
        let zones =
            [self.holder, self.held].map(|id| zone_of(self.document, self.document.parent(id)?));
        match zones {
            [Some(one), Some(other)] if one != other => Err(format!(
                "{} lies in {one}, {} in {other}; an interface attaches in its own zone",
                self.document.display_name(self.holder),
                self.document.display_name(self.held)
            )),
            _ => Ok(()),
        }
    }

    /// A load balancer belongs to at most one endpoint service (ES-14).
    fn check_only_service(&self) -> Result<(), String> {
        let other = self
            .document
            .resources()
            .find(|(id, resource)| match &resource.properties {
                Properties::VpcEndpointService(service) => {
                    *id != self.holder && service.network_load_balancer_arns.contains(self.held)
                }
                _ => false,
            });
        match other {
            Some((other, _)) => Err(format!(
                "{} already stands behind {}; a load balancer belongs to one endpoint service",
                self.document.display_name(self.held),
                self.document.display_name(other)
            )),
            None => Ok(()),
        }
    }

    fn transaction(&self) -> Result<Transaction, String> {
        let document = self.document;
        let mut transaction = Transaction::new(format!(
            "Connect {} with {}",
            document.display_name(self.holder),
            document.display_name(self.held)
        ));
        let Some(mut resource) = document.resource(self.holder).cloned() else {
            return Ok(transaction);
        };
        let held = self.held;
        let held_kind = kind_of(document, held);
        match &mut resource.properties {
            Properties::RouteTable(_) | Properties::NetworkAcl(_) => {
                associate(document, &mut transaction, self.holder, held);
                return Ok(transaction);
            }
            Properties::NetworkInterface(interface) if held_kind == Some(Kind::Instance) => {
                let already = interface
                    .attachment
                    .as_ref()
                    .is_some_and(|attached| attached.instance_id.as_ref() == Some(held));
                if !already {
                    interface.attachment = Some(self.attachment());
                }
            }
            Properties::NetworkInterface(interface) => add(&mut interface.groups, held),
            Properties::Instance(instance) => add(&mut instance.security_group_ids, held),
            Properties::VpcEndpoint(endpoint) => match held_kind {
                Some(Kind::SecurityGroup) => add(&mut endpoint.security_group_ids, held),
                Some(Kind::Subnet) => {
                    if !endpoint.subnet_ids.contains(held) {
                        endpoint.subnet_ids.push(held.clone());
                        endpoint.subnet_configurations.push(SubnetConfiguration {
                            subnet_id: Some(held.clone()),
                            ipv4: self.free_address()?,
                            ..SubnetConfiguration::default()
                        });
                    }
                }
                _ => {
                    let own = document.region(self.holder);
                    let region = service_region(document, held)
                        .or(own)
                        .unwrap_or("us-east-1");
                    endpoint.service_name = Some(VpcEndpointService::service_name(region, held));
                    let differs = own.is_some_and(|own| own != region);
                    endpoint.service_region = differs.then(|| region.to_owned());
                }
            },
            Properties::LoadBalancer(balancer) if held_kind == Some(Kind::Subnet) => {
                let already = balancer
                    .subnet_mappings
                    .iter()
                    .any(|node| node.subnet_id.as_ref() == Some(held));
                if !already {
                    balancer.subnet_mappings.push(SubnetMapping {
                        subnet_id: Some(held.clone()),
                        private_ipv4_address: self.free_address()?,
                        ..SubnetMapping::default()
                    });
                }
            }
            Properties::LoadBalancer(balancer) => add(&mut balancer.security_groups, held),
            Properties::TargetGroup(group) => {
                match &document.resource(held).map(|held| &held.properties) {
                    Some(Properties::LoadBalancer(_)) if group.target_kind() != TargetType::Alb => {
                        return self.listen(&transaction.label, group);
                    }
                    _ => self.add_target(group)?,
                }
            }
            Properties::Listener(listener) => {
                listener.default_actions = vec![forward(held.clone())];
            }
            Properties::VpcEndpointService(service) => {
                add(&mut service.network_load_balancer_arns, held);
            }
            Properties::HostedZone(zone) => {
                if !zone
                    .vpcs
                    .iter()
                    .any(|vpc| vpc.vpc_id.as_ref() == Some(held))
                {
                    zone.vpcs.push(HostedZoneVpc {
                        vpc_id: Some(held.clone()),
                        vpc_region: document.region(held).map(str::to_owned),
                        ..HostedZoneVpc::default()
                    });
                }
            }
            _ => {}
        }
        transaction.set_resource(document, self.holder, Some(resource));
        Ok(transaction)
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

    fn add_target(&self, group: &mut TargetGroup) -> Result<(), String> {
        let held = self.document.resource(self.held);
        let (own_type, id, address) = match held.map(|held| &held.properties) {
            Some(Properties::Instance(instance)) => (
                Some(TargetType::Instance),
                self.held.to_string(),
                instance.private_ip_address,
            ),
            Some(Properties::NetworkInterface(interface)) => (
                None,
                self.held.to_string(),
                interface
                    .private_ip_addresses
                    .first()
                    .and_then(|address| address.private_ip_address),
            ),
            _ => (Some(TargetType::Alb), self.held.to_string(), None),
        };
        if own_type != Some(group.target_kind()) && group.targets.is_empty() {
            group.target_type = Some(own_type.unwrap_or(TargetType::Ip));
        }
        let id = match (group.target_kind(), address) {
            (kind, _) if Some(kind) == own_type => id,
            (TargetType::Ip, Some(address)) => address.to_string(),
            (TargetType::Ip, None) => {
                return Err(format!(
                    "{} has no address to register; set one first",
                    self.document.display_name(self.held)
                ));
            }
            (kind, _) => {
                return Err(format!(
                    "{} takes targets of type {}; make another target group for this one",
                    self.document.display_name(self.holder),
                    kind.as_str()
                ));
            }
        };
        if !group
            .targets
            .iter()
            .any(|target| target.id.as_ref() == Some(&id))
        {
            group.targets.push(Target {
                id: Some(id),
                ..Target::default()
            });
        }
        Ok(())
    }

    /// A new listener on a load balancer that leads to a target group.
    fn listen(&self, label: &str, group: &TargetGroup) -> Result<Transaction, String> {
        let port = group.port.unwrap_or(443);
        let mut transaction = Transaction::new(label);
        for (id, resource) in self.document.resources() {
            if let Properties::Listener(listener) = &resource.properties
                && listener.load_balancer_arn.as_ref() == Some(self.held)
                && listener.port == Some(port)
            {
                let leads_here = listener
                    .default_actions
                    .iter()
                    .any(|action| action.target_group_arn.as_ref() == Some(self.holder));
                return if leads_here {
                    Ok(transaction)
                } else {
                    Err(format!(
                        "{} already listens on port {port}; connect {} with the target group instead",
                        self.document.display_name(self.held),
                        self.document.display_name(id)
                    ))
                };
            }
        }
        let listener = Listener {
            load_balancer_arn: Some(self.held.clone()),
            protocol: group.protocol.or(Some(ListenerProtocol::Tcp)),
            port: Some(port),
            default_actions: vec![forward(self.holder.clone())],
            ..Listener::default()
        };
        let resource = vpcanvas_model::Resource::new(Properties::Listener(listener));
        let id = self.document.free_id(Kind::Listener);
        transaction.set_resource(self.document, &id, Some(resource));
        Ok(transaction)
    }
}

/// Gives a subnet a route table or network ACL, and takes it from the one it had (RT-01, NACL-01).
pub(crate) fn associate(
    document: &Document,
    transaction: &mut Transaction,
    holder: &ResourceId,
    subnet: &ResourceId,
) {
    let kind = transaction
        .resource(document, holder)
        .map(vpcanvas_model::Resource::kind);
    let others = document.resources().map(|(id, _)| id);
    let others: Vec<&ResourceId> = others
        .filter(|id| kind_of(document, id) == kind && *id != holder)
        .collect();
    for id in others.into_iter().chain([holder]) {
        let Some(mut resource) = transaction.resource(document, id).cloned() else {
            continue;
        };
        let is_holder = id == holder;
        match &mut resource.properties {
            Properties::RouteTable(table) => {
                let other = |row: &RouteTableAssociation| row.subnet_id.as_ref() != Some(subnet);
                if is_holder && !table.associations.iter().all(other) {
                    continue;
                }
                table.associations.retain(other);
                if is_holder {
                    table.associations.push(RouteTableAssociation {
                        subnet_id: Some(subnet.clone()),
                        ..RouteTableAssociation::default()
                    });
                }
            }
            Properties::NetworkAcl(acl) => {
                let other = |row: &NetworkAclAssociation| row.subnet_id.as_ref() != Some(subnet);
                if is_holder && !acl.associations.iter().all(other) {
                    continue;
                }
                acl.associations.retain(other);
                if is_holder {
                    acl.associations.push(NetworkAclAssociation {
                        subnet_id: Some(subnet.clone()),
                        ..NetworkAclAssociation::default()
                    });
                }
            }
            _ => {}
        }
        transaction.set_resource(document, id, Some(resource));
    }
}

fn add(ids: &mut Vec<ResourceId>, id: &ResourceId) {
    if !ids.contains(id) {
        ids.push(id.clone());
    }
}

fn vpc_of<'a>(document: &'a Document, id: &'a ResourceId) -> Option<&'a ResourceId> {
    std::iter::once(id)
        .chain(document.ancestors(id))
        .find(|id| kind_of(document, id) == Some(Kind::Vpc))
}

fn zone_of<'a>(document: &'a Document, subnet: &ResourceId) -> Option<&'a str> {
    match &document.resource(subnet)?.properties {
        Properties::Subnet(subnet) => subnet.availability_zone_id.as_deref(),
        _ => None,
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
