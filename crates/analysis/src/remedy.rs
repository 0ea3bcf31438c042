//! Remedies: what would mend a blocker, as the code that found it knows it, and the edit each is.
//!
//! A remedy may fail to mend: [`fixes`](crate::fixes) tries each before it is offered.

mod allow;

use std::net::Ipv4Addr;

use ipnet::IpNet;
use vpcanvas_model::{
    Document, Properties, Resource, ResourceId, Transaction,
    kind::{
        RouteTable,
        account::{BlockPublicAccessExclusion, ExclusionMode},
        instance::InstanceState,
        route_table::Route,
        target_group::CrossZone,
        transit_gateway::Support,
        transit_gateway_attachment::AttachmentState,
        transit_gateway_route_table::{
            AttachmentAssociation, TransitGatewayRoute, TransitGatewayRouteType,
        },
        vpc_endpoint::VpcEndpointState,
        vpc_peering_connection::PeeringStatus,
    },
};

use allow::{allow_entry, allow_rule, in_words};

use crate::{Direction, Fix, packet::Packet};

/// What would mend a blocker, as the code that found it knows it.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// Add one allow rule to a security group.
    AllowInSecurityGroup {
        /// The group.
        group: ResourceId,
        /// Which way.
        direction: Direction,
        /// The packet that is to pass.
        packet: Packet,
    },
    /// Add one allow rule in front of the network ACL rule that denies.
    AllowInNetworkAcl {
        /// The network ACL.
        acl: ResourceId,
        /// Which way.
        direction: Direction,
        /// The packet that is to pass.
        packet: Packet,
        /// The number of the rule that denies, `None` for the last one.
        denied_by: Option<u16>,
    },
    /// Accept the connection of an endpoint, as the provider.
    AcceptConnection {
        /// The endpoint.
        endpoint: ResourceId,
    },
    /// Let the nodes of a load balancer use targets in other zones.
    EnableCrossZone {
        /// The load balancer.
        balancer: ResourceId,
        /// The target group, which may override it.
        group: ResourceId,
    },
    /// Start an instance.
    StartInstance {
        /// The instance.
        instance: ResourceId,
    },
    /// Add a route to a route table.
    AddRoute {
        /// The route table.
        table: ResourceId,
        /// What it is for.
        destination: IpNet,
        /// Where it leads.
        target: ResourceId,
    },
    /// Take the state that discards packets from the routes to a range.
    ActivateRoute {
        /// The route table.
        table: ResourceId,
        /// What the routes are for.
        destination: IpNet,
    },
    /// Attach an internet or virtual private gateway to a VPC.
    AttachGateway {
        /// The gateway.
        gateway: ResourceId,
        /// The VPC.
        vpc: ResourceId,
    },
    /// Give an instance or interface a public address.
    GivePublicAddress {
        /// The instance or network interface.
        owner: ResourceId,
        /// The private address that is to be seen outside by it.
        address: Ipv4Addr,
    },
    /// Accept a peering connection, as the other side.
    AcceptPeering {
        /// The peering connection.
        peering: ResourceId,
    },
    /// Accept a transit gateway attachment, as the owner of the gateway.
    AcceptAttachment {
        /// The attachment.
        attachment: ResourceId,
    },
    /// Associate an attachment with a transit gateway route table.
    AssociateAttachment {
        /// The transit gateway route table.
        table: ResourceId,
        /// The attachment.
        attachment: ResourceId,
    },
    /// Add a static route to a transit gateway route table.
    AddTransitRoute {
        /// The transit gateway route table.
        table: ResourceId,
        /// What it is for.
        destination: IpNet,
        /// Where it leads.
        attachment: ResourceId,
    },
    /// Add a subnet, and with it a zone, to a transit gateway attachment.
    AddSubnetToAttachment {
        /// The attachment.
        attachment: ResourceId,
        /// The subnet.
        subnet: ResourceId,
    },
    /// Let an attachment pass IPv6.
    EnableAttachmentIpv6 {
        /// The attachment.
        attachment: ResourceId,
    },
    /// Let security groups refer to those of other attached VPCs.
    EnableSecurityGroupReferencing {
        /// The transit gateway or the attachment.
        component: ResourceId,
    },
    /// Let an appliance pass packets on that are not its own.
    TurnOffSourceDestCheck {
        /// The instance or network interface.
        owner: ResourceId,
    },
    /// Have a gateway endpoint put its route into a table.
    AddRouteTableToEndpoint {
        /// The gateway endpoint.
        endpoint: ResourceId,
        /// The route table.
        table: ResourceId,
    },
    /// Except a VPC from Block Public Access.
    ExcludeFromBlockPublicAccess {
        /// The account that blocks.
        account: ResourceId,
        /// The VPC.
        vpc: ResourceId,
    },
}

impl Remedy {
    /// The edit; `None` where the design no longer has what it would change.
    pub(crate) fn fix(&self, document: &Document) -> Option<Fix> {
        let id = self.target();
        let title = self.title();
        let mut resource = document.resource(id)?.clone();
        let mut transaction = Transaction::new(title.clone());
        if let Self::EnableCrossZone { group, .. } = self {
            let inherit = inherit_cross_zone(document, group);
            if let Some(group_resource) = inherit {
                transaction.set_resource(document, group, Some(group_resource));
            }
        }
        self.apply(document, &mut resource.properties)?;
        transaction.set_resource(document, id, Some(resource));
        Some(Fix { title, transaction })
    }

    /// The resource it changes.
    fn target(&self) -> &ResourceId {
        match self {
            Self::AllowInSecurityGroup { group: id, .. }
            | Self::AllowInNetworkAcl { acl: id, .. }
            | Self::AcceptConnection { endpoint: id }
            | Self::EnableCrossZone { balancer: id, .. }
            | Self::StartInstance { instance: id }
            | Self::AddRoute { table: id, .. }
            | Self::ActivateRoute { table: id, .. }
            | Self::AttachGateway { gateway: id, .. }
            | Self::GivePublicAddress { owner: id, .. }
            | Self::AcceptPeering { peering: id }
            | Self::AcceptAttachment { attachment: id }
            | Self::AssociateAttachment { table: id, .. }
            | Self::AddTransitRoute { table: id, .. }
            | Self::AddSubnetToAttachment { attachment: id, .. }
            | Self::EnableAttachmentIpv6 { attachment: id }
            | Self::EnableSecurityGroupReferencing { component: id }
            | Self::TurnOffSourceDestCheck { owner: id }
            | Self::AddRouteTableToEndpoint { endpoint: id, .. }
            | Self::ExcludeFromBlockPublicAccess { account: id, .. } => id,
        }
    }

    /// What it does, in the author's words.
    fn title(&self) -> String {
        match self {
            Self::AllowInSecurityGroup {
                group: filter,
                direction,
                packet,
            }
            | Self::AllowInNetworkAcl {
                acl: filter,
                direction,
                packet,
                ..
            } => format!("Allow {} in {filter}", in_words(*direction, packet)),
            Self::AcceptConnection { endpoint } => format!("Accept the connection of {endpoint}"),
            Self::EnableCrossZone { balancer, .. } => {
                format!("Enable cross-zone load balancing on {balancer}")
            }
            Self::StartInstance { instance } => format!("Start {instance}"),
            Self::AddRoute {
                table,
                destination,
                target,
            }
            | Self::AddTransitRoute {
                table,
                destination,
                attachment: target,
            } => format!("Add a route for {destination} to {target} in {table}"),
            Self::ActivateRoute { table, destination } => {
                format!("Activate the route for {destination} in {table}")
            }
            Self::AttachGateway { gateway, vpc } => format!("Attach {gateway} to {vpc}"),
            Self::GivePublicAddress { owner, .. } => format!("Give {owner} a public address"),
            Self::AcceptPeering { peering: asked }
            | Self::AcceptAttachment { attachment: asked } => {
                format!("Accept {asked}")
            }
            Self::AssociateAttachment { table, attachment } => {
                format!("Associate {attachment} with {table}")
            }
            Self::AddSubnetToAttachment { attachment, subnet } => {
                format!("Add {subnet} to {attachment}")
            }
            Self::EnableAttachmentIpv6 { attachment } => format!("Enable IPv6 on {attachment}"),
            Self::EnableSecurityGroupReferencing { component } => {
                format!("Enable security group referencing on {component}")
            }
            Self::TurnOffSourceDestCheck { owner } => {
                format!("Turn off the source/destination check of {owner}")
            }
            Self::AddRouteTableToEndpoint { endpoint, table } => {
                format!("Associate {table} with {endpoint}")
            }
            Self::ExcludeFromBlockPublicAccess { account, vpc } => {
                format!("Exclude {vpc} from Block Public Access of {account}")
            }
        }
    }

    fn apply(&self, document: &Document, properties: &mut Properties) -> Option<()> {
        match properties {
            Properties::SecurityGroup(group) => {
                let Self::AllowInSecurityGroup {
                    direction, packet, ..
                } = self
                else {
                    return None;
                };
                group
                    .security_group_rules
                    .push(allow_rule(*direction, packet));
            }
            Properties::NetworkAcl(acl) => {
                let Self::AllowInNetworkAcl {
                    direction,
                    packet,
                    denied_by,
                    ..
                } = self
                else {
                    return None;
                };
                let entry = allow_entry(&acl.entries, *direction, packet, *denied_by)?;
                acl.entries.push(entry);
            }
            Properties::RouteTable(table) => self.apply_to_table(document, table)?,
            _ => self
                .apply_to_state(properties)
                .or_else(|| self.apply_to_field(document, properties))?,
        }
        Some(())
    }

    /// What changes whether something works.
    fn apply_to_state(&self, properties: &mut Properties) -> Option<()> {
        match (self, properties) {
            (Self::AcceptConnection { .. }, Properties::VpcEndpoint(endpoint)) => {
                endpoint.state = Some(VpcEndpointState::Available);
            }
            (Self::StartInstance { .. }, Properties::Instance(instance)) => {
                instance.state = Some(InstanceState::Running);
            }
            (Self::AcceptPeering { .. }, Properties::VpcPeeringConnection(peering)) => {
                peering.status = Some(PeeringStatus::Active);
            }
            (Self::AcceptAttachment { .. }, Properties::TransitGatewayAttachment(attachment)) => {
                attachment.state = Some(AttachmentState::Available);
            }
            (Self::AttachGateway { vpc, .. }, Properties::InternetGateway(gateway)) => {
                gateway.vpc_id = Some(vpc.clone());
            }
            (Self::AttachGateway { vpc, .. }, Properties::VpnGateway(gateway)) => {
                gateway.vpc_id = Some(vpc.clone());
            }
            _ => return None,
        }
        Some(())
    }

    fn apply_to_field(&self, document: &Document, properties: &mut Properties) -> Option<()> {
        match (self, properties) {
            (Self::EnableCrossZone { .. }, Properties::LoadBalancer(balancer)) => {
                balancer
                    .load_balancer_attributes
                    .get_or_insert_default()
                    .cross_zone_enabled = Some(true);
            }
            (Self::GivePublicAddress { .. }, Properties::Instance(instance)) => {
                instance.public_ip_address = Some(free_public_address(document)?);
            }
            (Self::GivePublicAddress { address, .. }, Properties::NetworkInterface(interface)) => {
                let mut addresses = interface.private_ip_addresses.iter_mut();
                let found = addresses.find(|own| own.private_ip_address == Some(*address))?;
                found.public_ip = Some(free_public_address(document)?);
            }
            (Self::TurnOffSourceDestCheck { .. }, Properties::Instance(instance)) => {
                instance.source_dest_check = Some(false);
            }
            (Self::TurnOffSourceDestCheck { .. }, Properties::NetworkInterface(interface)) => {
                interface.source_dest_check = Some(false);
            }
            (Self::AddRouteTableToEndpoint { table, .. }, Properties::VpcEndpoint(endpoint)) => {
                endpoint.route_table_ids.push(table.clone());
            }
            (Self::ExcludeFromBlockPublicAccess { vpc, .. }, Properties::Account(account)) => {
                account
                    .vpc_block_public_access_exclusions
                    .push(BlockPublicAccessExclusion {
                        resource_id: Some(vpc.clone()),
                        internet_gateway_exclusion_mode: Some(ExclusionMode::AllowBidirectional),
                        ..BlockPublicAccessExclusion::default()
                    });
            }
            (remedy, properties) => return remedy.apply_to_transit(properties),
        }
        Some(())
    }

    /// What changes transit gateways, their attachments and tables.
    fn apply_to_transit(&self, properties: &mut Properties) -> Option<()> {
        match (self, properties) {
            (
                Self::AddSubnetToAttachment { subnet, .. },
                Properties::TransitGatewayAttachment(attachment),
            ) => attachment.subnet_ids.push(subnet.clone()),
            (
                Self::EnableAttachmentIpv6 { .. },
                Properties::TransitGatewayAttachment(attachment),
            ) => {
                attachment.ipv6_support = Some(Support::Enable);
            }
            (
                Self::EnableSecurityGroupReferencing { .. },
                Properties::TransitGatewayAttachment(attachment),
            ) => attachment.security_group_referencing_support = Some(Support::Enable),
            (Self::EnableSecurityGroupReferencing { .. }, Properties::TransitGateway(gateway)) => {
                gateway.security_group_referencing_support = Some(Support::Enable);
            }
            (
                Self::AssociateAttachment { attachment, .. },
                Properties::TransitGatewayRouteTable(table),
            ) => table.associations.push(AttachmentAssociation {
                transit_gateway_attachment_id: Some(attachment.clone()),
                ..AttachmentAssociation::default()
            }),
            (
                Self::AddTransitRoute {
                    destination,
                    attachment,
                    ..
                },
                Properties::TransitGatewayRouteTable(table),
            ) => table.routes.push(TransitGatewayRoute {
                destination_cidr_block: Some(destination.to_string()),
                transit_gateway_attachment_id: Some(attachment.clone()),
                route_type: Some(TransitGatewayRouteType::Static),
                ..TransitGatewayRoute::default()
            }),
            _ => return None,
        }
        Some(())
    }

    fn apply_to_table(&self, document: &Document, table: &mut RouteTable) -> Option<()> {
        match self {
            Self::AddRoute {
                destination,
                target,
                ..
            } => table.routes.push(route(document, *destination, target)?),
            Self::ActivateRoute { destination, .. } => table
                .routes
                .iter_mut()
                .filter(|route| destination_of(route) == Some(*destination))
                .for_each(|route| route.state = None),
            _ => return None,
        }
        Some(())
    }
}

/// A route to whatever the target is; `None` for what is no target.
fn route(document: &Document, destination: IpNet, target: &ResourceId) -> Option<Route> {
    let mut route = Route::default();
    match destination {
        IpNet::V4(range) => route.destination_cidr_block = Some(range),
        IpNet::V6(range) => route.destination_ipv6_cidr_block = Some(range),
    }
    let field = match &document.resource(target)?.properties {
        Properties::InternetGateway(_) | Properties::VpnGateway(_) => &mut route.gateway_id,
        Properties::NatGateway(_) => &mut route.nat_gateway_id,
        Properties::TransitGateway(_) => &mut route.transit_gateway_id,
        Properties::VpcPeeringConnection(_) => &mut route.vpc_peering_connection_id,
        Properties::EgressOnlyInternetGateway(_) => &mut route.egress_only_internet_gateway_id,
        Properties::NetworkInterface(_) => &mut route.network_interface_id,
        Properties::Instance(_) => &mut route.instance_id,
        Properties::VpcEndpoint(_) => &mut route.vpc_endpoint_id,
        _ => return None,
    };
    *field = Some(target.clone());
    Some(route)
}

fn destination_of(route: &Route) -> Option<IpNet> {
    let ipv4 = route.destination_cidr_block.map(IpNet::V4);
    ipv4.or(route.destination_ipv6_cidr_block.map(IpNet::V6))
}

/// The first address of a range for documentation that nothing in the design has: the real one is AWS's to choose.
fn free_public_address(document: &Document) -> Option<Ipv4Addr> {
    let used: Vec<Ipv4Addr> = document
        .resources()
        .flat_map(|(_, resource)| public_addresses(&resource.properties))
        .collect();
    (10..=254)
        .map(|host| Ipv4Addr::new(203, 0, 113, host))
        .find(|address| !used.contains(address))
}

fn public_addresses(properties: &Properties) -> Vec<Ipv4Addr> {
    match properties {
        Properties::Instance(instance) => instance.public_ip_address.into_iter().collect(),
        Properties::NetworkInterface(interface) => {
            let addresses = interface.private_ip_addresses.iter();
            addresses.filter_map(|address| address.public_ip).collect()
        }
        Properties::NatGateway(gateway) => {
            let addresses = gateway.nat_gateway_addresses.iter();
            addresses.filter_map(|address| address.public_ip).collect()
        }
        Properties::LoadBalancer(balancer) => {
            let mappings = balancer.subnet_mappings.iter();
            mappings.filter_map(|mapping| mapping.public_ip).collect()
        }
        _ => Vec::new(),
    }
}

/// The target group with its own switch taken back, where it overrides the load balancer (ES-19).
fn inherit_cross_zone(document: &Document, group: &ResourceId) -> Option<Resource> {
    let mut resource = document.resource(group)?.clone();
    let Properties::TargetGroup(properties) = &mut resource.properties else {
        return None;
    };
    let attributes = properties.target_group_attributes.as_mut()?;
    (attributes.cross_zone_enabled == Some(CrossZone::Disabled))
        .then(|| attributes.cross_zone_enabled = Some(CrossZone::Inherit))?;
    Some(resource)
}
