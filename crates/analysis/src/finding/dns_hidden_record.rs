//! A private hosted zone hides every public name below its own, also those it has no record for (PHZ-03, PHZ-07).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{HostedZone, hosted_zone::ResourceRecordSet},
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{
    Code,
    dns::{Name, Records, type_of},
};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let private =
        each::hosted_zones(network).filter(|(_, zone)| zone.is_private() && !zone.vpcs.is_empty());
    private
        .filter_map(|(id, zone)| {
            let domain = domain_of(zone)?;
            let records = Records { network, zone: id };
            let hidden: Vec<ResourceRecordSet> = each::hosted_zones(network)
                .filter(|(_, public)| !public.is_private())
                .flat_map(|(_, public)| &public.resource_record_sets)
                .filter(|set| is_hidden(records, &domain, set))
                .cloned()
                .collect();
            finding(network, id, &domain, hidden)
        })
        .collect()
}

fn domain_of(zone: &HostedZone) -> Option<Name> {
    Name::parse(zone.name.as_deref()?).ok()
}

/// Whether a public record lies in a private zone that does not have its name; zones have their own name servers and start.
fn is_hidden(records: Records<'_>, domain: &Name, set: &ResourceRecordSet) -> bool {
    let name = set.name.as_deref().map(Name::parse).and_then(Result::ok);
    let is_of_the_zone = matches!(set.record_type.as_deref(), Some("SOA" | "NS"));
    name.is_some_and(|name| {
        name.is_within(domain)
            && !is_of_the_zone
            && type_of(set).is_some()
            && !records.have_name(domain, &name)
    })
}

fn finding(
    network: &Network,
    id: &ResourceId,
    domain: &Name,
    hidden: Vec<ResourceRecordSet>,
) -> Option<Finding> {
    let first = hidden.first()?.name.clone()?;
    let others = match hidden.len() {
        1 => String::new(),
        2 => " and 1 other name".to_owned(),
        count => format!(" and {} other names", count - 1),
    };
    let message = format!(
        "{id} hides the public {first}{others} in its VPCs, because it covers {domain} and has no such record: copy what the VPCs need"
    );
    let title = format!("Copy the public records below {domain} into {id}");
    let copy = edit(network, id, title, move |properties| {
        if let Properties::HostedZone(zone) = properties {
            zone.resource_record_sets.extend(hidden);
        }
    });
    Some(Finding::warning(Code::DnsNxdomainInPhz, id, message, "PHZ-07").mended_by(copy))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn zones(private: &str) -> String {
        format!(
            r#""zone-pub": {{"Kind": "HostedZone", "Name": "corp.example", "PrivateZone": false, "ResourceRecordSets":
                [{{"Name": "www.corp.example", "Type": "A", "TTL": 60, "ResourceRecords": [{{"Value": "203.0.113.5"}}]}}]}},
               "zone-prv": {{"Kind": "HostedZone", "Name": "{private}", "VPCs": [{{"VPCId": "vpc-c"}}], "ResourceRecordSets":
                [{{"Name": "intra.{private}", "Type": "A", "TTL": 60, "ResourceRecords": [{{"Value": "10.0.1.10"}}]}}]}}"#
        )
    }

    #[test]
    fn f47_a_public_record_disappears_inside_the_vpc() {
        check_findings(
            &zones("corp.example"),
            &["warning DNS_NXDOMAIN_IN_PHZ zone-prv PHZ-07"],
        );
        check_findings(&zones("other.example"), &[]);
    }
}
