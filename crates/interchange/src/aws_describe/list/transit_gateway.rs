//! Transit gateways, their attachments, which three commands print, and their route tables, which four do.

use serde_json::Value;
use vpcanvas_model::kind::transit_gateway_route_table::{
    AttachmentAssociation, TransitGatewayRoute,
};

use super::{List, as_read, rows};
use crate::aws_describe::{
    draft::Draft,
    read::{Read, View, below, same, taken},
    report::Group,
};

pub(super) const TRANSIT_GATEWAYS: List = List::resource(
    "TransitGateways",
    "TransitGateway",
    "TransitGatewayId",
    &[
        same("OwnerId"),
        same("State"),
        below(
            "Options",
            &[
                taken("DnsSupport"),
                taken("SecurityGroupReferencingSupport"),
                taken("TransitGatewayCidrBlocks"),
            ],
        ),
    ],
    |gateway, draft| {
        draft.put("Region", draft.at.place.region.clone());
        lift(
            gateway,
            &[
                "DnsSupport",
                "SecurityGroupReferencingSupport",
                "TransitGatewayCidrBlocks",
            ],
            draft,
        );
    },
);

/// Takes options up to where the model has them.
fn lift(view: View<'_>, names: &[&str], draft: &mut Draft) {
    let Some(options) = view.group("Options") else {
        return;
    };
    for name in names {
        draft.put(name, options.value(name).cloned());
    }
}

pub(super) const ATTACHMENTS: List = List::resource(
    "TransitGatewayAttachments",
    "TransitGatewayAttachment",
    "TransitGatewayAttachmentId",
    &[
        same("TransitGatewayId"),
        same("ResourceType"),
        same("ResourceId"),
        same("State"),
    ],
    as_read,
);

pub(super) const VPC_ATTACHMENTS: List = List::resource(
    "TransitGatewayVpcAttachments",
    "TransitGatewayAttachment",
    "TransitGatewayAttachmentId",
    &[
        same("TransitGatewayId"),
        same("SubnetIds"),
        same("State"),
        taken("VpcId"),
        below(
            "Options",
            &[
                taken("DnsSupport"),
                taken("SecurityGroupReferencingSupport"),
                taken("Ipv6Support"),
                taken("ApplianceModeSupport"),
            ],
        ),
    ],
    |attachment, draft| {
        draft.put("ResourceType", Some("vpc"));
        draft.put("ResourceId", attachment.text("VpcId"));
        let names = [
            "DnsSupport",
            "SecurityGroupReferencingSupport",
            "Ipv6Support",
            "ApplianceModeSupport",
        ];
        lift(attachment, &names, draft);
    },
);

const PEER: &[Read] = &[taken("TransitGatewayId"), taken("OwnerId"), taken("Region")];

pub(super) const PEERING_ATTACHMENTS: List = List::resource(
    "TransitGatewayPeeringAttachments",
    "TransitGatewayAttachment",
    "TransitGatewayAttachmentId",
    &[
        same("State"),
        below("RequesterTgwInfo", PEER),
        below("AccepterTgwInfo", PEER),
    ],
    |attachment, draft| {
        draft.put("ResourceType", Some("peering"));
        let (Some(requester), Some(accepter)) = (
            attachment.group("RequesterTgwInfo"),
            attachment.group("AccepterTgwInfo"),
        ) else {
            return;
        };
        let (own, other) = if is_here(accepter, draft) {
            (accepter, requester)
        } else {
            (requester, accepter)
        };
        draft.put("TransitGatewayId", own.text("TransitGatewayId"));
        draft.put("ResourceId", other.text("TransitGatewayId"));
        // The list of all attachments says which side is which where it was collected.
        draft.is_brief = true;
    },
);

/// Whether a side of a peering is where the output was collected.
fn is_here(side: View<'_>, draft: &Draft) -> bool {
    let place = &draft.at.place;
    side.text("OwnerId") == place.account.as_deref()
        && side.text("Region") == place.region.as_deref()
}

pub(super) const ROUTE_TABLES: List = List::resource(
    "TransitGatewayRouteTables",
    "TransitGatewayRouteTable",
    "TransitGatewayRouteTableId",
    &[same("TransitGatewayId")],
    as_read,
);

pub(super) const ASSOCIATIONS: List = List::part(
    "Associations",
    ("TransitGatewayRouteTable", ""),
    AttachmentAssociation::FIELDS,
    &[same("TransitGatewayAttachmentId")],
    as_read,
    |table, parts| table.put_list("Associations", rows(parts)),
);

pub(super) const PROPAGATIONS: List = List::part(
    "TransitGatewayRouteTablePropagations",
    ("TransitGatewayRouteTable", ""),
    AttachmentAssociation::FIELDS,
    &[same("TransitGatewayAttachmentId")],
    as_read,
    |table, parts| table.put_list("Propagations", rows(parts)),
);

pub(super) const ROUTES: List = List::part(
    "Routes",
    ("TransitGatewayRouteTable", ""),
    TransitGatewayRoute::FIELDS,
    &[
        same("DestinationCidrBlock"),
        same("PrefixListId"),
        same("Type"),
        same("State"),
        below(
            "TransitGatewayAttachments",
            &[taken("TransitGatewayAttachmentId")],
        ),
    ],
    |route, draft| {
        let attachments = route.rows("TransitGatewayAttachments").into_iter();
        let mut ids = attachments.filter_map(|row| row.text("TransitGatewayAttachmentId"));
        draft.put("TransitGatewayAttachmentId", ids.next());
        let further: Vec<Value> = ids.map(Value::from).collect();
        if !further.is_empty() {
            let what = "Routes: TransitGatewayAttachments";
            let reason = "paths of equal cost: the first is followed, the others stand in FurtherTransitGatewayAttachmentIds";
            draft.left.push((Group::Kept, further.len(), what, reason));
        }
        draft.put_list("FurtherTransitGatewayAttachmentIds", further);
    },
    |table, parts| table.put_list("Routes", rows(parts)),
);
