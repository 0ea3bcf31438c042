//! Security groups and their rules, which two commands print in two shapes; the one with ids is believed first.

use serde_json::{Value, json};
use vpcanvas_model::kind::security_group::SecurityGroupRule;

use super::{List, rows};
use crate::aws_describe::{
    draft::{Draft, object},
    read::{Read, View, below, left, same, taken},
};

const PERMISSION: &[Read] = &[
    taken("IpProtocol"),
    taken("FromPort"),
    taken("ToPort"),
    below("IpRanges", &[taken("CidrIp"), taken("Description")]),
    below("Ipv6Ranges", &[taken("CidrIpv6"), taken("Description")]),
    below(
        "PrefixListIds",
        &[taken("PrefixListId"), taken("Description")],
    ),
    below(
        "UserIdGroupPairs",
        &[
            taken("GroupId"),
            taken("Description"),
            left("UserId", "the group says whose it is"),
        ],
    ),
];

pub(super) const SECURITY_GROUPS: List = List::resource(
    "SecurityGroups",
    "SecurityGroup",
    "GroupId",
    &[
        same("VpcId"),
        same("GroupName"),
        same("Description"),
        below("IpPermissions", PERMISSION),
        below("IpPermissionsEgress", PERMISSION),
    ],
    |group, draft| {
        for (list, is_egress) in [("IpPermissions", false), ("IpPermissionsEgress", true)] {
            for permission in group.rows(list) {
                permit(permission, is_egress, draft);
            }
        }
    },
);

/// One rule for each of the other sides of a permission.
fn permit(permission: View<'_>, is_egress: bool, draft: &mut Draft) {
    let sides = [
        ("IpRanges", "CidrIp", "CidrIpv4"),
        ("Ipv6Ranges", "CidrIpv6", "CidrIpv6"),
        ("PrefixListIds", "PrefixListId", "PrefixListId"),
        ("UserIdGroupPairs", "GroupId", "ReferencedGroupId"),
    ];
    for (list, theirs, ours) in sides {
        for side in permission.rows(list) {
            let rule = object([
                ("IsEgress", Some(json!(is_egress))),
                ("IpProtocol", permission.value("IpProtocol").cloned()),
                ("FromPort", permission.value("FromPort").cloned()),
                ("ToPort", permission.value("ToPort").cloned()),
                (ours, side.value(theirs).cloned()),
                ("Description", side.text("Description").map(Value::from)),
            ]);
            draft.push("SecurityGroupRules", rule);
        }
    }
}

pub(super) const SECURITY_GROUP_RULES: List = List::part(
    "SecurityGroupRules",
    ("SecurityGroup", "GroupId"),
    SecurityGroupRule::FIELDS,
    &[
        same("IsEgress"),
        same("IpProtocol"),
        same("FromPort"),
        same("ToPort"),
        same("CidrIpv4"),
        same("CidrIpv6"),
        same("PrefixListId"),
        same("Description"),
        below("ReferencedGroupInfo", &[taken("GroupId")]),
    ],
    |rule, draft| {
        let group = rule.group("ReferencedGroupInfo");
        draft.put(
            "ReferencedGroupId",
            group.and_then(|group| group.text("GroupId")),
        );
    },
    |group, parts| {
        group.fields.remove("SecurityGroupRules");
        group.put_list("SecurityGroupRules", rows(parts));
    },
);
