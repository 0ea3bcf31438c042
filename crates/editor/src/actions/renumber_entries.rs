//! Numbers the rules of a network ACL anew, with gaps for what may come between them; their order stays (NACL-02).

use vpcanvas_model::{
    Document, Properties, ResourceId, Transaction, kind::network_acl::NetworkAclEntry,
};

/// The last number an author may use (NACL-02).
const LAST: u16 = 32766;

/// Numbers the rules of both directions by so much each, or as far as the numbers reach by less.
pub fn renumber_entries(document: &Document, id: &ResourceId, gap: u16) -> Option<Transaction> {
    let mut resource = document.resource(id)?.clone();
    let Properties::NetworkAcl(acl) = &mut resource.properties else {
        return None;
    };
    for egress in [false, true] {
        let is_way = |entry: &&mut NetworkAclEntry| {
            let is_own = entry.rule_number.is_none_or(|number| number <= LAST);
            entry.egress.unwrap_or(false) == egress && is_own
        };
        let mut entries: Vec<&mut NetworkAclEntry> =
            acl.entries.iter_mut().filter(is_way).collect();
        entries.sort_by_key(|entry| entry.rule_number.unwrap_or(u16::MAX));
        let count = u16::try_from(entries.len()).unwrap_or(u16::MAX).max(1);
        let gap = gap.min(LAST / count).max(1);
        for (place, entry) in (1_u16..).zip(entries) {
            entry.rule_number = Some(place.saturating_mul(gap));
        }
    }
    let label = format!("Number the rules of {} anew", document.display_name(id));
    let mut transaction = Transaction::new(label);
    transaction.set_resource(document, id, Some(resource));
    Some(transaction)
}

#[cfg(test)]
mod tests {
    use vpcanvas_model::{Resource, kind::NetworkAcl};

    use super::*;

    #[test]
    fn numbers_leave_gaps_and_keep_the_order() {
        let entry = |number, egress| NetworkAclEntry {
            rule_number: Some(number),
            egress: Some(egress),
            ..NetworkAclEntry::default()
        };
        let acl = NetworkAcl {
            entries: vec![
                entry(7, false),
                entry(3, false),
                entry(8, true),
                entry(32767, false),
            ],
            ..NetworkAcl::default()
        };
        let id = ResourceId::from("acl-a");
        let mut document = Document::default();
        let mut insert = Transaction::new("Insert".to_owned());
        insert.set_resource(
            &document,
            &id,
            Some(Resource::new(Properties::NetworkAcl(acl))),
        );
        document.apply(&insert);
        document.apply(&renumber_entries(&document, &id, 100).unwrap());
        let Some(Properties::NetworkAcl(acl)) = document.resource(&id).map(|acl| &acl.properties)
        else {
            panic!("it is a network ACL")
        };
        let numbers: Vec<_> = acl
            .entries
            .iter()
            .filter_map(|entry| entry.rule_number)
            .collect();
        assert_eq!(numbers, [200, 100, 100, 32767]);
    }
}
