//! Route tables. The implied local routes are left out, as the model leaves them out (RT-02).

use serde_json::Value;

use super::List;
use crate::aws_describe::{
    read::{same, same_but},
    report::Group,
};

pub(super) const ROUTE_TABLES: List = List::resource(
    "RouteTables",
    "RouteTable",
    "RouteTableId",
    &[
        same("VpcId"),
        same("Associations"),
        same_but("Routes", &["VpcEndpointId"]),
    ],
    |_, draft| {
        let Some(Value::Array(routes)) = draft.fields.get_mut("Routes") else {
            return;
        };
        let before = routes.len();
        routes.retain(|route| !is_implied(route));
        let left = before - routes.len();
        if left > 0 {
            draft.left.push((
                Group::Ignored,
                left,
                "RouteTables: Routes",
                "local routes are implied by the ranges of the VPC (RT-02)",
            ));
        }
    },
);

fn is_implied(route: &Value) -> bool {
    let is = |name, text| route.get(name).and_then(Value::as_str) == Some(text);
    is("GatewayId", "local") && is("Origin", "CreateRouteTable")
}
