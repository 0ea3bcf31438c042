//! Target groups and who answers in them.

use serde_json::Value;
use vpcanvas_model::kind::target_group::Target;

use super::{List, rows};
use crate::aws_describe::{
    draft::Draft,
    read::{View, below, left, same, taken},
};

pub(super) const TARGET_GROUPS: List = List::resource(
    "TargetGroups",
    "TargetGroup",
    "TargetGroupArn",
    &[
        same("VpcId"),
        same("TargetType"),
        same("Protocol"),
        same("Port"),
        same("HealthCheckProtocol"),
        same("HealthCheckPort"),
        taken("TargetGroupName"),
    ],
    |group, draft| {
        draft.name(group.text("TargetGroupName"));
        draft.put("TargetGroupName", group.text("TargetGroupName"));
    },
);

pub(super) const TARGET_HEALTH_DESCRIPTIONS: List = List::part(
    "TargetHealthDescriptions",
    ("TargetGroup", ""),
    Target::FIELDS,
    &[
        below(
            "Target",
            &[taken("Id"), taken("Port"), taken("AvailabilityZone")],
        ),
        left("HealthCheckPort", "the group says it"),
    ],
    target,
    |group, parts| group.put_list("Targets", rows(parts)),
);

fn target(description: View<'_>, draft: &mut Draft) {
    let Some(target) = description.group("Target") else {
        return;
    };
    draft.put("Id", target.text("Id"));
    draft.put("Port", target.value("Port").cloned());
    draft.put(
        "AvailabilityZone",
        target.text("AvailabilityZone").map(Value::from),
    );
}
