//! Connections of what joins networks: gateways with their VPC, peering connections, transit gateways, tunnels.

use vpcanvas_model::{
    Kind, Properties, ResourceId, Transaction,
    kind::{
        TransitGatewayAttachment, TransitGatewayRouteTable, VpcPeeringConnection, VpnConnection,
        transit_gateway_attachment::AttachmentType,
        transit_gateway_route_table::AttachmentAssociation,
        vpc_peering_connection::{PeeringStatus, PeeringVpcInfo},
    },
};

use super::{Connection, add};
use crate::{
    hit::kind_of,
    ranges::{one_subnet_a_zone, vpc},
};

impl Connection<'_> {
    /// What has to be made to join the two, where neither holds the other: a peering connection, an attachment, a tunnel.
    pub(super) fn new_joint(&self) -> Result<Option<(Kind, Properties)>, String> {
        let (document, holder, held) = (self.document, self.holder, self.held);
        let (kind, properties) = match (kind_of(document, holder), kind_of(document, held)) {
            (Some(Kind::Vpc), Some(Kind::Vpc)) => {
                self.check_ranges(holder, held)?;
                let peering = VpcPeeringConnection {
                    requester_vpc_info: Some(self.side(holder)),
                    accepter_vpc_info: Some(self.side(held)),
                    status: Some(PeeringStatus::Active),
                    ..VpcPeeringConnection::default()
                };
                let kind = Kind::VpcPeeringConnection;
                (kind, Properties::VpcPeeringConnection(peering))
            }
            (Some(Kind::TransitGateway), Some(Kind::Vpc)) => {
                let mut attachment = TransitGatewayAttachment {
                    transit_gateway_id: Some(holder.clone()),
                    ..TransitGatewayAttachment::default()
                };
                self.attach_vpc(&mut attachment);
                let kind = Kind::TransitGatewayAttachment;
                (kind, Properties::TransitGatewayAttachment(attachment))
            }
            (Some(Kind::CustomerGateway), Some(other)) => {
                let is_transit = other == Kind::TransitGateway;
                let vpn = VpnConnection {
                    customer_gateway_id: Some(holder.clone()),
                    vpn_gateway_id: (!is_transit).then(|| held.clone()),
                    transit_gateway_id: is_transit.then(|| held.clone()),
                    ..VpnConnection::default()
                };
                (Kind::VpnConnection, Properties::VpnConnection(vpn))
            }
            _ => return Ok(None),
        };
        if self.is_joined(&properties) {
            return Err(format!(
                "{} and {} are already connected",
                document.display_name(holder),
                document.display_name(held)
            ));
        }
        Ok(Some((kind, properties)))
    }

    /// Whether something joins the same two already, whichever way round.
    fn is_joined(&self, new: &Properties) -> bool {
        let ends = [self.holder, self.held];
        let mut all = self.document.resources();
        all.any(|(_, resource)| match (&resource.properties, new) {
            (Properties::VpcPeeringConnection(peering), Properties::VpcPeeringConnection(_)) => {
                let sides = [&peering.requester_vpc_info, &peering.accepter_vpc_info];
                let sides = sides.map(|side| side.as_ref().and_then(|side| side.vpc_id.as_ref()));
                ends.iter().all(|end| sides.contains(&Some(*end)))
            }
            (
                Properties::TransitGatewayAttachment(old),
                Properties::TransitGatewayAttachment(new),
            ) => {
                old.transit_gateway_id == new.transit_gateway_id
                    && old.resource_id == new.resource_id
            }
            (Properties::VpnConnection(old), Properties::VpnConnection(new)) => {
                old.customer_gateway_id == new.customer_gateway_id
                    && old.vpn_gateway_id == new.vpn_gateway_id
                    && old.transit_gateway_id == new.transit_gateway_id
            }
            _ => false,
        })
    }

    pub(super) fn join_networks(&self, properties: &mut Properties) -> Result<(), String> {
        let held = self.held;
        match properties {
            Properties::InternetGateway(gateway) => gateway.vpc_id = Some(held.clone()),
            Properties::EgressOnlyInternetGateway(gateway) => gateway.vpc_id = Some(held.clone()),
            Properties::VpnGateway(gateway) => gateway.vpc_id = Some(held.clone()),
            Properties::VpcPeeringConnection(peering) => self.join_peering(peering)?,
            Properties::TransitGatewayAttachment(attachment) => self.join_attachment(attachment)?,
            Properties::VpnConnection(vpn) => self.join_vpn(vpn),
            _ => {}
        }
        Ok(())
    }

    /// The side that is free: first who asks, then who is asked.
    fn join_peering(&self, peering: &mut VpcPeeringConnection) -> Result<(), String> {
        let requester = peering.requester_vpc_info.as_ref();
        let accepter = peering.accepter_vpc_info.as_ref();
        let [requester, accepter] =
            [requester, accepter].map(|side| side.and_then(|side| side.vpc_id.as_ref()));
        if requester == Some(self.held) || accepter == Some(self.held) {
            return Ok(());
        }
        match (requester, accepter) {
            (Some(_), Some(_)) => Err(format!(
                "{} joins two VPCs already; insert another peering connection for {}",
                self.document.display_name(self.holder),
                self.document.display_name(self.held)
            )),
            (Some(other), None) => {
                self.check_ranges(other, self.held)?;
                peering.accepter_vpc_info = Some(self.side(self.held));
                Ok(())
            }
            (None, other) => {
                if let Some(other) = other {
                    self.check_ranges(other, self.held)?;
                }
                peering.requester_vpc_info = Some(self.side(self.held));
                Ok(())
            }
        }
    }

    /// Ranges of peered VPCs must not overlap (PCX-01).
    fn check_ranges(&self, one: &ResourceId, other: &ResourceId) -> Result<(), String> {
        let ranges = |id| {
            let vpc = vpc(self.document, id);
            let ranges = vpc.map(|vpc| vpc.ipv4_cidr_blocks().collect::<Vec<_>>());
            ranges.unwrap_or_default()
        };
        let others = ranges(other);
        let shared = ranges(one).into_iter().find(|range| {
            let overlaps = |other: &ipnet::Ipv4Net| other.contains(range) || range.contains(other);
            others.iter().any(overlaps)
        });
        match shared {
            Some(range) => Err(format!(
                "{} and {} both use {range}; VPCs whose ranges overlap cannot be peered",
                self.document.display_name(one),
                self.document.display_name(other)
            )),
            None => Ok(()),
        }
    }

    fn side(&self, id: &ResourceId) -> PeeringVpcInfo {
        let vpc = vpc(self.document, id);
        let owner = vpc.and_then(|vpc| vpc.owner_id.as_ref());
        PeeringVpcInfo {
            vpc_id: Some(id.clone()),
            owner_id: owner.map(ToString::to_string),
            region: vpc.and_then(|vpc| vpc.region.clone()),
            ..PeeringVpcInfo::default()
        }
    }

    fn join_attachment(&self, attachment: &mut TransitGatewayAttachment) -> Result<(), String> {
        let (document, held) = (self.document, self.held);
        match kind_of(document, held) {
            Some(Kind::Subnet) if attachment.subnet_ids.contains(held) => {}
            Some(Kind::Subnet) => {
                let vpc = document.parent(held);
                let attached = attachment.resource_id.as_ref();
                if let (Some(attached), Some(vpc)) = (attached, vpc)
                    && attached != vpc
                {
                    return Err(format!(
                        "{} is attached to {}, {} stands in {}; it takes subnets of its own VPC",
                        document.display_name(self.holder),
                        document.display_name(attached),
                        document.display_name(held),
                        document.display_name(vpc)
                    ));
                }
                attachment.resource_id = vpc.cloned();
                attachment.resource_type = Some(AttachmentType::Vpc);
                add(&mut attachment.subnet_ids, held);
            }
            Some(Kind::VpnConnection) => {
                attachment.resource_type = Some(AttachmentType::Vpn);
                attachment.resource_id = Some(held.clone());
                attachment.subnet_ids = Vec::new();
            }
            _ if attachment.resource_id.as_ref() == Some(held) => {}
            _ => self.attach_vpc(attachment),
        }
        Ok(())
    }

    /// An attachment of the VPC with one subnet for each zone (TGW-01).
    fn attach_vpc(&self, attachment: &mut TransitGatewayAttachment) {
        attachment.resource_type = Some(AttachmentType::Vpc);
        attachment.resource_id = Some(self.held.clone());
        attachment.subnet_ids = one_subnet_a_zone(self.document, self.held);
    }

    /// It ends at one gateway.
    fn join_vpn(&self, vpn: &mut VpnConnection) {
        let held = Some(self.held.clone());
        match kind_of(self.document, self.held) {
            Some(Kind::CustomerGateway) => vpn.customer_gateway_id = held,
            Some(Kind::TransitGateway) => {
                (vpn.transit_gateway_id, vpn.vpn_gateway_id) = (held, None);
            }
            _ => (vpn.vpn_gateway_id, vpn.transit_gateway_id) = (held, None),
        }
    }

    /// An attachment uses one route table, so the one before lets it go (TGW-03).
    pub(super) fn associate_attachment(&self, transaction: &mut Transaction) {
        for (id, resource) in self.document.resources() {
            let Properties::TransitGatewayRouteTable(table) = &resource.properties else {
                continue;
            };
            let mut table: TransitGatewayRouteTable = table.clone();
            let is_it = |row: &AttachmentAssociation| {
                row.transit_gateway_attachment_id.as_ref() == Some(self.held)
            };
            if id != self.holder {
                table.associations.retain(|row| !is_it(row));
            } else if !table.associations.iter().any(is_it) {
                table.associations.push(AttachmentAssociation {
                    transit_gateway_attachment_id: Some(self.held.clone()),
                    ..AttachmentAssociation::default()
                });
            }
            let mut changed = vpcanvas_model::Resource::clone(resource);
            changed.properties = Properties::TransitGatewayRouteTable(table);
            transaction.set_resource(self.document, id, Some(changed));
        }
    }
}
