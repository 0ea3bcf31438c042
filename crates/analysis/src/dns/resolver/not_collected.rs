//! What an import did not see and a resolution needs: it goes on as AWS does by default, and its answer is open.

use vpcanvas_model::{Kind, ResourceId, kind::HostedZone};

use super::{Resolver, View};
use crate::{
    Code,
    dns::{
        Name,
        zone::{Content, Zone},
    },
    not_collected::{lacks, message},
};

/// Lists that may hold something that answers for a name which nothing else covers.
const ANSWERING: &[&str] = &[
    "HostedZones",
    "ResolverRules",
    "ResolverRuleAssociations",
    "VpcEndpoints",
];

impl<'a> Resolver<'a> {
    fn leave_uncollected(&mut self, id: &ResourceId, what: &str, reference: &'static str) {
        self.decide(Code::CfgIncomplete, id, message(what), reference);
        self.is_uncertain |= !self.is_aside;
    }

    /// Whether the resolver answers at all (DNS-05).
    pub(super) fn leave_support_open(&mut self, vpc: &ResourceId) {
        if lacks(self.network, vpc, "EnableDnsSupport") {
            let what = format!("whether {vpc} has EnableDnsSupport on");
            self.leave_uncollected(vpc, &what, "DNS-05");
        }
    }

    /// Whether the zones of the view are all that decide about a name, of which this one goes first.
    pub(super) fn leave_zones_open(&mut self, winner: Option<&Zone<'a>>, name: &Name) {
        let View::Vpc { id, .. } = self.view else {
            return;
        };
        let is_zone = winner.is_some_and(|zone| !matches!(zone.content, Content::Rule(..)));
        if is_zone && lacks(self.network, id, "EnableDnsHostnames") {
            let what =
                format!("whether {id} has EnableDnsHostnames on, which its private zones need");
            self.leave_uncollected(id, &what, "DNS-07");
        }
        self.leave_associations_open(id, winner, name);
        let missing = ANSWERING.iter().find(|list| lacks(self.network, id, list));
        if let (None, Some(list)) = (winner, missing) {
            let what = format!("whether one of the {list} of {id} covers {name}");
            self.leave_uncollected(id, &what, "RSLV-01");
        }
    }

    /// Whether a VPC sees a private zone that would decide: no other is longer (PHZ-01, RSLV-01).
    fn leave_associations_open(
        &mut self,
        vpc: &ResourceId,
        winner: Option<&Zone<'a>>,
        name: &Name,
    ) {
        let longest = winner.map_or(0, |zone| zone.domain.label_count());
        let network = self.network;
        let domains = name.and_above();
        let decisive = domains.filter(|domain| domain.label_count() >= longest);
        let mut zones = decisive.flat_map(|domain| network.of_domain(&domain, Kind::HostedZone));
        let unseen = zones.find(|id| {
            let zone = network.hosted_zone(id);
            zone.is_some_and(HostedZone::is_private) && lacks(network, id, "VPCs")
        });
        if let Some(zone) = unseen {
            let what = format!("whether {vpc} sees {zone}, which covers {name}");
            self.leave_uncollected(zone, &what, "PHZ-01");
        }
    }

    /// What names a zone has; says whether that is open.
    pub(super) fn leave_records_open(&mut self, zone: &ResourceId) -> bool {
        let is_open = lacks(self.network, zone, "ResourceRecordSets");
        if is_open {
            let what = format!("what names {zone} has");
            self.leave_uncollected(zone, &what, "PHZ-03");
        }
        is_open
    }

    /// From where an outbound endpoint asks.
    pub(super) fn leave_addresses_open(&mut self, endpoint: &ResourceId) {
        if lacks(self.network, endpoint, "IpAddresses") {
            let what = format!("which addresses {endpoint} has");
            self.leave_uncollected(endpoint, &what, "RSLV-07");
        }
    }
}
