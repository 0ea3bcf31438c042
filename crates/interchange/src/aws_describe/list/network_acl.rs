//! Network ACLs. The last rule, `*`, is left out, as the model leaves it out (NACL-02).

use serde_json::Value;

use super::List;
use crate::aws_describe::{read::same, report::Group};

/// AWS prints `*` with this number, and with the next for IPv6.
const LAST_RULE: u64 = 32767;

pub(super) const NETWORK_ACLS: List = List::resource(
    "NetworkAcls",
    "NetworkAcl",
    "NetworkAclId",
    &[
        same("VpcId"),
        same("IsDefault"),
        same("Associations"),
        same("Entries"),
    ],
    |_, draft| {
        let Some(Value::Array(entries)) = draft.fields.get_mut("Entries") else {
            return;
        };
        let before = entries.len();
        entries.retain(|entry| {
            let number = entry.get("RuleNumber").and_then(Value::as_u64);
            number.is_none_or(|number| number < LAST_RULE)
        });
        let left = before - entries.len();
        if left > 0 {
            draft.left.push((
                Group::Ignored,
                left,
                "NetworkAcls: Entries",
                "the rule * is implied: what no rule matches is denied (NACL-02)",
            ));
        }
    },
);
