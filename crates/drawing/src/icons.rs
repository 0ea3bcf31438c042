//! The program's own icons: lines on a square of 24 by 24, one file each in `assets/icons`.
//!
//! Every icon is drawn with one width of line and round ends, in one color, so that it reads at 16 pixels as well as at
//! 64. None is a copy of a vendor's icon.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kurbo::{Affine, BezPath};

use crate::Rect;
use crate::path::{Polyline, flatten};

/// The icons, the files they stand in, and the list of them.
macro_rules! icons {
    ($($(#[$doc:meta])* $icon:ident = $file:literal,)*) => {
        /// An icon of the program's own set.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Icon {
            $($(#[$doc])* $icon,)*
        }

        impl Icon {
            /// Every icon, in the order of the enum.
            pub const ALL: &[Self] = &[$(Self::$icon,)*];

            /// The SVG file.
            pub const fn svg(self) -> &'static str {
                match self {
                    $(Self::$icon => include_str!(concat!("../../../assets/icons/", $file, ".svg")),)*
                }
            }
        }
    };
}

icons! {
    /// An AWS account.
    Account = "account",
    /// An AWS Region.
    Region = "region",
    /// An Availability Zone.
    AvailabilityZone = "availability-zone",
    /// A VPC.
    Vpc = "vpc",
    /// A subnet.
    Subnet = "subnet",
    /// A route table.
    RouteTable = "route-table",
    /// A network ACL.
    NetworkAcl = "network-acl",
    /// A security group.
    SecurityGroup = "security-group",
    /// A prefix list.
    PrefixList = "prefix-list",
    /// An elastic network interface.
    NetworkInterface = "network-interface",
    /// An EC2 instance.
    Instance = "instance",
    /// A VPC endpoint: a doorway.
    VpcEndpoint = "vpc-endpoint",
    /// A VPC endpoint service: what a doorway plugs into.
    VpcEndpointService = "vpc-endpoint-service",
    /// A load balancer.
    LoadBalancer = "load-balancer",
    /// A listener.
    Listener = "listener",
    /// A target group.
    TargetGroup = "target-group",
    /// A hosted zone.
    HostedZone = "hosted-zone",
    /// An internet gateway.
    InternetGateway = "internet-gateway",
    /// An egress-only internet gateway.
    EgressOnlyInternetGateway = "egress-only-internet-gateway",
    /// A NAT gateway.
    NatGateway = "nat-gateway",
    /// A peering connection.
    VpcPeeringConnection = "vpc-peering-connection",
    /// A transit gateway.
    TransitGateway = "transit-gateway",
    /// A transit gateway attachment.
    TransitGatewayAttachment = "transit-gateway-attachment",
    /// A transit gateway route table.
    TransitGatewayRouteTable = "transit-gateway-route-table",
    /// A virtual private gateway.
    VpnGateway = "vpn-gateway",
    /// A VPN connection.
    VpnConnection = "vpn-connection",
    /// An on-premises network.
    CustomerGateway = "customer-gateway",
    /// A DHCP option set.
    DhcpOptions = "dhcp-options",
    /// A Resolver endpoint.
    ResolverEndpoint = "resolver-endpoint",
    /// A Resolver rule.
    ResolverRule = "resolver-rule",
    /// A Route 53 Profile.
    Profile = "profile",
    /// A resource gateway.
    ResourceGateway = "resource-gateway",
    /// A resource configuration.
    ResourceConfiguration = "resource-configuration",
    /// A service network.
    ServiceNetwork = "service-network",
    /// Words for people.
    Note = "note",
    /// A service of AWS.
    AwsService = "aws-service",
    /// A kind of resource without an icon of its own.
    Unknown = "unknown",
    /// Holds.
    Check = "check",
    /// The list of checks.
    Checks = "checks",
    /// An open list.
    ChevronDown = "chevron-down",
    /// A closed list.
    ChevronRight = "chevron-right",
    /// Copy.
    Copy = "copy",
    /// Does not hold; close.
    Cross = "cross",
    /// Select.
    Cursor = "cursor",
    /// Export.
    Export = "export",
    /// Look at it first.
    Eye = "eye",
    /// Pan.
    Hand = "hand",
    /// To know.
    Info = "info",
    /// Private.
    Lock = "lock",
    /// Less; zoom out.
    Minus = "minus",
    /// The dark theme.
    Moon = "moon",
    /// Open a file.
    Open = "open",
    /// Run.
    Play = "play",
    /// More; add.
    Plus = "plus",
    /// Not known.
    Question = "question",
    /// Redo.
    Redo = "redo",
    /// Save.
    Save = "save",
    /// Search.
    Search = "search",
    /// A tree of what stands in what.
    Outline = "outline",
    /// The light theme.
    Sun = "sun",
    /// The way of a packet.
    Trace = "trace",
    /// Delete.
    Trash = "trash",
    /// Undo.
    Undo = "undo",
    /// Should be looked at.
    Warning = "warning",
    /// Show everything.
    ZoomFit = "zoom-fit",
}

/// The side of the square the icons are drawn on.
const GRID: f32 = 24.0;

/// The width of an icon's lines on its grid.
const STROKE: f32 = 1.6;

impl Icon {
    /// The lines on the grid of 24 by 24; empty only if the file is broken (a test reads them all).
    fn path(self) -> BezPath {
        static PATHS: OnceLock<BTreeMap<Icon, BezPath>> = OnceLock::new();
        let paths = PATHS.get_or_init(|| {
            let read = |&icon: &Self| Some((icon, BezPath::from_svg(&path_data(icon.svg())).ok()?));
            Self::ALL.iter().filter_map(read).collect()
        });
        paths.get(&self).cloned().unwrap_or_default()
    }

    /// How wide to draw the lines of an icon that fills `rect`.
    pub fn stroke_width(rect: Rect) -> f32 {
        STROKE * rect.width() / GRID
    }

    /// The lines of the icon filling `rect`.
    pub fn placed(self, rect: Rect) -> BezPath {
        let scale = f64::from(rect.width() / GRID);
        let corner = (f64::from(rect.min.x), f64::from(rect.min.y));
        Affine::translate(corner) * Affine::scale(scale) * self.path()
    }

    /// The lines of the icon filling `rect`, in straight pieces within `tolerance` of the curves.
    pub fn lines(self, rect: Rect, tolerance: f32) -> Vec<Polyline> {
        flatten(&self.placed(rect), tolerance)
    }
}

/// The data of all paths of an icon file, one after the other.
fn path_data(svg: &str) -> String {
    let data = svg
        .split(" d=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    data.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use kurbo::Shape as _;

    use super::*;

    #[test]
    fn every_icon_can_be_read_and_stays_on_its_grid() {
        for &icon in Icon::ALL {
            let bounds = icon.path().bounding_box().inflate(0.8, 0.8);
            assert!(
                bounds.width() > 8.0 || bounds.height() > 8.0,
                "{icon:?} is empty"
            );
            assert!(bounds.x0 >= 0.0 && bounds.y0 >= 0.0, "{icon:?}: {bounds:?}");
            assert!(
                bounds.x1 <= 24.0 && bounds.y1 <= 24.0,
                "{icon:?}: {bounds:?}"
            );
        }
    }

    #[test]
    fn every_icon_file_has_the_one_style() {
        for &icon in Icon::ALL {
            let first = icon.svg().lines().next().unwrap();
            assert_eq!(
                first,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" fill=\"none\" \
                 stroke=\"currentColor\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\">",
                "{icon:?}"
            );
        }
    }

    #[test]
    fn an_icon_is_placed_and_scaled() {
        let rect = Rect::new(100.0, 50.0, 48.0, 48.0);
        let lines = Icon::Minus.lines(rect, 0.1);
        assert_eq!(lines.len(), 1);
        let ends: Vec<_> = lines[0].points.iter().map(|at| (at.x, at.y)).collect();
        assert_eq!(ends, [(110.0, 74.0), (138.0, 74.0)]);
        assert!((Icon::stroke_width(rect) - 3.2).abs() < 1e-6);
    }
}
