//! Public DNS as far as the design holds it: the names of endpoints and load balancers, and public hosted zones.
//!
//! Also what is private elsewhere: zones of other VPCs that would know a name.

use vpcanvas_model::{Kind, ResourceId, kind::HostedZone};
use vpcanvas_network::Network;

use super::{
    Name,
    hosted_zone::Records,
    zone::{covering_private_name, is_private_name},
};
use crate::{Code, Explanation};

/// The public hosted zone that decides about a name, unless it hands the name over to other name servers.
pub(super) fn public_zone<'a>(
    network: &'a Network,
    name: &Name,
) -> Option<(&'a ResourceId, &'a HostedZone, Name)> {
    let (id, zone, domain) = zones_above(network, name).find(|(_, zone, _)| !zone.is_private())?;
    let records = Records { network, zone: id };
    records
        .delegation(&domain, name)
        .is_none()
        .then_some((id, zone, domain))
}

/// Why a name known in another VPC is not known in this one (PHZ-08, XDNS-01).
pub(super) fn zones_elsewhere(
    network: &Network,
    vpc: Option<&ResourceId>,
    name: &Name,
) -> Vec<Explanation> {
    let seen_here = |zone: &HostedZone| {
        zone.vpcs
            .iter()
            .any(|association| vpc.is_some() && association.vpc_id.as_ref() == vpc)
    };
    let hosted: Vec<_> = zones_above(network, name)
        .filter(|(_, zone, _)| zone.is_private() && !seen_here(zone))
        .map(|(id, ..)| id)
        .collect();
    let endpoints: Vec<_> = network
        .resources(Kind::VpcEndpoint)
        .map(|(id, _)| id)
        .filter(|id| network.parent(id) != vpc)
        .filter(|id| {
            network
                .endpoint(id)
                .is_some_and(|endpoint| endpoint.private_dns_enabled == Some(true))
        })
        .filter(|id| {
            covering_private_name(network, id, name)
                .is_some_and(|(private, domain)| is_private_name(&private, &domain, name))
        })
        .collect();
    let here = vpc.map_or("public DNS".to_owned(), ToString::to_string);
    let zone = not_visible(&hosted, "PHZ-08", |first, others| {
        format!(
            "Private hosted zone {first}{others} covers {name} but is not seen from {here}: associate the VPC with it"
        )
    });
    let endpoint = not_visible(&endpoints, "XDNS-01", |first, others| {
        format!(
            "{name} is a private name of {first}{others}, which is not seen from {here}: use the endpoint's regional name or a private hosted zone"
        )
    });
    zone.into_iter().chain(endpoint).collect()
}

fn not_visible(
    ids: &[&ResourceId],
    reference: &'static str,
    message: impl FnOnce(&ResourceId, String) -> String,
) -> Option<Explanation> {
    let (first, others) = ids.split_first()?;
    let others = match others.len() {
        0 => String::new(),
        1 => " and 1 other".to_owned(),
        count => format!(" and {count} others"),
    };
    Some(Explanation::new(
        Code::DnsPrivateZoneNotVisible,
        first,
        message(first, others),
        reference,
    ))
}

/// The hosted zones that cover a name, the longest first; of zones of one name the first id.
fn zones_above<'a>(
    network: &'a Network,
    name: &Name,
) -> impl Iterator<Item = (&'a ResourceId, &'a HostedZone, Name)> {
    name.and_above().flat_map(move |domain| {
        let zones = network.of_domain(&domain, Kind::HostedZone);
        zones.filter_map(move |id| Some((id, network.hosted_zone(id)?, domain.clone())))
    })
}
