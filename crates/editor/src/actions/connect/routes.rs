//! A route table connected with a gateway gets the route one would write there: the default route, or the range beyond.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{RouteTable, route_table::Route},
};

use super::Connection;
use crate::{hit::kind_of, ranges::vpc};

impl Connection<'_> {
    /// Whether a route leads to it.
    pub(super) fn is_route(&self, held: &ResourceId) -> bool {
        matches!(
            kind_of(self.document, held),
            Some(
                Kind::InternetGateway
                    | Kind::EgressOnlyInternetGateway
                    | Kind::NatGateway
                    | Kind::TransitGateway
                    | Kind::VpcPeeringConnection
            )
        )
    }

    /// Adds the routes, unless the table sends the same destination elsewhere.
    pub(super) fn add_route(&self, table: &mut RouteTable) -> Result<(), String> {
        let targets = |route: &Route| {
            let mut targets = route.targets();
            targets.any(|target| target == self.held.as_str())
        };
        if table.routes.iter().any(targets) {
            return Ok(());
        }
        for destination in self.destinations()? {
            let is_taken = |route: &&Route| match destination {
                IpNet::V4(range) => route.destination_cidr_block == Some(range),
                IpNet::V6(range) => route.destination_ipv6_cidr_block == Some(range),
            };
            if let Some(route) = table.routes.iter().find(is_taken) {
                return Err(format!(
                    "{} sends {destination} to {} already; change that route instead",
                    self.document.display_name(self.holder),
                    route.target().unwrap_or("nothing")
                ));
            }
            table.routes.push(self.route(destination));
        }
        Ok(())
    }

    fn destinations(&self) -> Result<Vec<IpNet>, String> {
        match self
            .document
            .resource(self.held)
            .map(|held| &held.properties)
        {
            Some(Properties::EgressOnlyInternetGateway(_)) => {
                Ok(vec![IpNet::V6(Ipv6Net::default())])
            }
            Some(Properties::VpcPeeringConnection(peering)) => {
                let own = self.document.parent(self.holder);
                let sides = [&peering.requester_vpc_info, &peering.accepter_vpc_info];
                let others = sides.into_iter().flatten();
                let others = others.filter_map(|side| side.vpc_id.as_ref());
                let mut others = others.filter(|vpc| Some(*vpc) != own);
                let other = others.next().and_then(|other| vpc(self.document, other));
                let ranges = other.map(|vpc| vpc.ipv4_cidr_blocks().map(IpNet::V4).collect());
                let name = self.document.display_name(self.held);
                ranges.ok_or_else(|| {
                    format!("{name} has no other side yet; connect it with a second VPC first")
                })
            }
            _ => Ok(vec![IpNet::V4(Ipv4Net::default())]),
        }
    }

    fn route(&self, destination: IpNet) -> Route {
        let mut route = Route::default();
        match destination {
            IpNet::V4(range) => route.destination_cidr_block = Some(range),
            IpNet::V6(range) => route.destination_ipv6_cidr_block = Some(range),
        }
        let held = Some(self.held.clone());
        match kind_of(self.document, self.held) {
            Some(Kind::NatGateway) => route.nat_gateway_id = held,
            Some(Kind::TransitGateway) => route.transit_gateway_id = held,
            Some(Kind::VpcPeeringConnection) => route.vpc_peering_connection_id = held,
            Some(Kind::EgressOnlyInternetGateway) => {
                route.egress_only_internet_gateway_id = held;
            }
            _ => route.gateway_id = held,
        }
        route
    }
}
