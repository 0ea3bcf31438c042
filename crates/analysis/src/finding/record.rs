//! Records AWS accepts: names in the zone, types it knows, values that fit, and CNAMEs alone and below the apex (PHZ-09,
//! PHZ-10).

use std::collections::BTreeMap;

use vpcanvas_model::{
    ResourceId,
    kind::{HostedZone, hosted_zone::ResourceRecordSet},
};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::{
    Code,
    dns::{Name, RecordType, is_value_of, type_of},
};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::hosted_zones(network)
        .flat_map(|(id, zone)| of_zone(id, zone))
        .collect()
}

fn of_zone(id: &ResourceId, zone: &HostedZone) -> Vec<Finding> {
    let Some(name) = zone.name.as_deref() else {
        let message = format!("{id} has no Name: give it a domain such as example.com");
        return vec![Finding::warning(Code::CfgIncomplete, id, message, "PHZ-02")];
    };
    let domain = match Name::parse(name) {
        Ok(domain) => domain,
        Err(problem) => {
            let message = format!("The name {name:?} of {id} {problem}");
            return vec![Finding::error(Code::DnsInvalidName, id, message, "PHZ-02")];
        }
    };
    let mut types_at: BTreeMap<Name, Vec<RecordType>> = BTreeMap::new();
    let mut findings = Vec::new();
    for set in &zone.resource_record_sets {
        match of_set(id, &domain, set) {
            Ok((name, record_type)) => types_at.entry(name).or_default().push(record_type),
            Err(finding) => findings.push(*finding),
        }
    }
    findings.extend(
        types_at
            .iter()
            .filter_map(|(name, types)| misplaced_cname(id, &domain, name, types)),
    );
    findings
}

/// The name and type of a record set that is right in itself.
fn of_set(
    id: &ResourceId,
    domain: &Name,
    set: &ResourceRecordSet,
) -> Result<(Name, RecordType), Box<Finding>> {
    let written = set.name.as_deref().unwrap_or_default();
    let error = |code, message| Box::new(Finding::error(code, id, message, "PHZ-09"));
    let name = Name::parse(written).map_err(|problem| {
        error(
            Code::DnsInvalidName,
            format!("The record name {written:?} in {id} {problem}"),
        )
    })?;
    if !name.is_within(domain) {
        let message = format!(
            "The record {name} lies outside {id}, which is {domain}: write its full name, {name}.{domain}"
        );
        return Err(error(Code::CfgRecordInvalid, message));
    }
    let Some(record_type) = type_of(set) else {
        let word = set.record_type.as_deref().unwrap_or_default();
        let message = format!(
            "The record {name} in {id} has the type {word:?}, which is none: choose A, AAAA, CNAME, TXT or another"
        );
        return Err(error(Code::CfgRecordInvalid, message));
    };
    let mut values = set
        .resource_records
        .iter()
        .filter_map(|record| record.value.as_deref());
    let unfit = values
        .clone()
        .find(|value| !is_value_of(record_type, value.trim()));
    if let Some(value) = unfit {
        let message = format!(
            "The record {name} in {id} has the value {value:?}, which is no value of type {record_type}: correct it"
        );
        return Err(error(Code::CfgRecordInvalid, message));
    }
    let is_text = matches!(record_type, RecordType::Txt | RecordType::Spf);
    let bare = values
        .clone()
        .find(|value| is_text && !value.trim().starts_with('"'));
    if let Some(value) = bare {
        let message = format!(
            "The record {name} in {id} has the value {value:?}, and texts stand in quotation marks: write \"{}\"",
            value.trim()
        );
        return Err(error(Code::CfgRecordInvalid, message));
    }
    if values.next().is_none() && set.alias_target.is_none() {
        let message =
            format!("The record {name} in {id} has neither values nor an alias: give it one");
        return Err(error(Code::CfgRecordInvalid, message));
    }
    Ok((name, record_type))
}

fn misplaced_cname(
    id: &ResourceId,
    domain: &Name,
    name: &Name,
    types: &[RecordType],
) -> Option<Finding> {
    if !types.contains(&RecordType::Cname) {
        return None;
    }
    let message = if name == domain {
        format!("{name} is the apex of {id}, where no CNAME may stand: use an alias instead")
    } else if types
        .iter()
        .any(|record_type| *record_type != RecordType::Cname)
    {
        format!(
            "{name} in {id} has a CNAME beside other records: leave the CNAME alone or remove it"
        )
    } else {
        return None;
    };
    Some(Finding::error(
        Code::CfgRecordInvalid,
        id,
        message,
        "PHZ-10",
    ))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn check(records: &str, expected: &[&str]) {
        check_findings(
            &format!(
                r#""zone-a": {{"Kind": "HostedZone", "Name": "a.example", "VPCs": [{{"VPCId": "vpc-c"}}], "ResourceRecordSets": [{records}]}}"#
            ),
            expected,
        );
    }

    fn record(name: &str, record_type: &str, value: &str) -> String {
        format!(
            r#"{{"Name": "{name}", "Type": "{record_type}", "ResourceRecords": [{{"Value": "{value}"}}]}}"#
        )
    }

    #[test]
    fn records_fit_into_their_zone() {
        let refused = &["error CFG_RECORD_INVALID zone-a PHZ-09"];
        check(&record("www.a.example.", "A", "10.0.0.1"), &[]);
        check(&record("*.a.example", "aaaa", "2001:db8::1"), &[]);
        check(&record("www", "A", "10.0.0.1"), refused);
        check(&record("www.a.example", "AB", "10.0.0.1"), refused);
        check(&record("www.a.example", "A", "2001:db8::1"), refused);
        check(&record("www.a.example", "CNAME", "b..example"), refused);
        check(r#"{"Name": "www.a.example", "Type": "A"}"#, refused);
        check(&record("www.a.example", "TXT", "v=spf1 -all"), refused);
        check(&record("www.a.example", "TXT", r#"\"v=spf1 -all\""#), &[]);
        check(
            &record("www..a.example", "A", "10.0.0.1"),
            &["error DNS_INVALID_NAME zone-a PHZ-09"],
        );
    }

    #[test]
    fn a_cname_stands_alone_and_not_at_the_apex() {
        let refused = &["error CFG_RECORD_INVALID zone-a PHZ-10"];
        check(&record("a.example", "CNAME", "b.example"), refused);
        let beside = format!(
            "{}, {}",
            record("www.a.example", "CNAME", "b.example"),
            record("www.a.example", "TXT", r#"\"x\""#)
        );
        check(&beside, refused);
        check(&record("www.a.example", "CNAME", "b.example"), &[]);
        check(
            r#"{"Name": "a.example", "Type": "A", "AliasTarget": {"DNSName": "nlb-n.elb.us-east-1.amazonaws.com"}}"#,
            &[],
        );
    }

    #[test]
    fn a_zone_has_a_name_dns_allows() {
        check_findings(
            r#""zone-a": {"Kind": "HostedZone"}, "zone-b": {"Kind": "HostedZone", "Name": "a b"}"#,
            &[
                "error DNS_INVALID_NAME zone-b PHZ-02",
                "warning CFG_INCOMPLETE zone-a PHZ-02",
            ],
        );
    }
}
