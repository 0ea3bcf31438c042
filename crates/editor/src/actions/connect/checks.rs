//! What AWS asks of a connection besides the kinds of its ends.

use vpcanvas_model::{Document, Kind, Properties, ResourceId};

use super::Connection;
use crate::hit::kind_of;

impl Connection<'_> {
    /// What AWS asks for besides the kinds.
    pub(super) fn check(&self) -> Result<(), String> {
        let document = self.document;
        let kinds = (kind_of(document, self.holder), kind_of(document, self.held));
        let across_vpcs = matches!(
            kinds,
            (Some(Kind::VpcEndpoint), Some(Kind::VpcEndpointService))
                | (Some(Kind::VpcEndpointService | Kind::HostedZone), _)
                | (Some(Kind::Vpc), Some(Kind::Vpc))
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
            (
                Some(
                    Kind::VpcEndpoint
                    | Kind::LoadBalancer
                    | Kind::ResourceGateway
                    | Kind::TransitGatewayAttachment,
                ),
                Some(Kind::Subnet),
            ) => self.check_zone_is_new(),
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
                    let mut balancers = service
                        .network_load_balancer_arns
                        .iter()
                        .chain(&service.gateway_load_balancer_arns);
                    *id != self.holder && balancers.any(|balancer| balancer == self.held)
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
