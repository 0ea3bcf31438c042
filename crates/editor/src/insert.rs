//! What the palette inserts, where it may be dropped, and where it then stands.
//!
//! Neighbours keep their places, but for those a growing container has to move aside.

mod connected;
mod values;

use vpcanvas_model::{
    Arrangement, Document, Kind, ResourceId, Transaction,
    arrangement::{FLOW_GAP, TILE},
    geometry::{Offset, Point, Rect, Size},
    kind::{load_balancer::LoadBalancerType, vpc_endpoint::VpcEndpointType},
};

use crate::{
    Frame,
    actions::{associate, connect},
    hit::{container_at, home_around, kind_of},
    home::{check_home, stands_beside_subnets},
    locks::check_open,
    settle::{Room, make_room, place, settle, spot_in},
    words::bare,
};
pub use connected::{connected_templates, insert_connected};
use values::Maker;
pub(crate) use values::{FIRST_REGION, forward};

/// One entry of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// One resource.
    Resource(Kind),
    /// An endpoint of a type.
    Endpoint(VpcEndpointType),
    /// A load balancer of a type.
    LoadBalancer(LoadBalancerType),
    /// A load balancer with a listener and a target group of the VPC's instances.
    LoadBalancerWithTargets,
}

/// What is to be inserted.
#[derive(Clone, Debug, PartialEq)]
pub struct Inserted {
    /// The change.
    pub transaction: Transaction,
    /// The resource to select.
    pub id: ResourceId,
}

impl Template {
    /// The palette by its headings, in its order.
    pub const GROUPS: &[(&str, &[Self])] = &[
        (
            "Network",
            &[
                Self::Resource(Kind::Account),
                Self::Resource(Kind::Vpc),
                Self::Resource(Kind::Subnet),
                Self::Resource(Kind::Instance),
                Self::Resource(Kind::NetworkInterface),
                Self::Resource(Kind::RouteTable),
                Self::Resource(Kind::PrefixList),
            ],
        ),
        (
            "Gateways",
            &[
                Self::Resource(Kind::InternetGateway),
                Self::Resource(Kind::EgressOnlyInternetGateway),
                Self::Resource(Kind::NatGateway),
                Self::Resource(Kind::VpcPeeringConnection),
                Self::Resource(Kind::TransitGateway),
                Self::Resource(Kind::TransitGatewayAttachment),
                Self::Resource(Kind::TransitGatewayRouteTable),
            ],
        ),
        (
            "PrivateLink",
            &[
                Self::Endpoint(VpcEndpointType::Interface),
                Self::Endpoint(VpcEndpointType::Gateway),
                Self::Endpoint(VpcEndpointType::GatewayLoadBalancer),
                Self::Endpoint(VpcEndpointType::Resource),
                Self::Endpoint(VpcEndpointType::ServiceNetwork),
                Self::Resource(Kind::VpcEndpointService),
                Self::Resource(Kind::ResourceGateway),
                Self::Resource(Kind::ResourceConfiguration),
                Self::Resource(Kind::ServiceNetwork),
            ],
        ),
        (
            "Load balancing",
            &[
                Self::LoadBalancerWithTargets,
                Self::LoadBalancer(LoadBalancerType::Network),
                Self::LoadBalancer(LoadBalancerType::Application),
                Self::LoadBalancer(LoadBalancerType::Gateway),
                Self::Resource(Kind::Listener),
                Self::Resource(Kind::TargetGroup),
            ],
        ),
        (
            "Security",
            &[
                Self::Resource(Kind::SecurityGroup),
                Self::Resource(Kind::NetworkAcl),
            ],
        ),
        (
            "DNS",
            &[
                Self::Resource(Kind::HostedZone),
                Self::Resource(Kind::ResolverEndpoint),
                Self::Resource(Kind::ResolverRule),
                Self::Resource(Kind::Profile),
                Self::Resource(Kind::DhcpOptions),
            ],
        ),
        (
            "Outside",
            &[
                Self::Resource(Kind::CustomerGateway),
                Self::Resource(Kind::VpnConnection),
                Self::Resource(Kind::VpnGateway),
            ],
        ),
        ("Words", &[Self::Resource(Kind::Note)]),
    ];

    /// Every entry, in the order of the palette.
    pub fn all() -> impl Iterator<Item = Self> {
        let groups = Self::GROUPS.iter();
        groups.flat_map(|(_, templates)| templates.iter().copied())
    }

    /// The name in the palette, in sentence case.
    pub fn title(self) -> &'static str {
        match self {
            Self::Resource(kind) => kind.title(),
            Self::Endpoint(endpoint_type) => endpoint_type.title(),
            Self::LoadBalancer(balancer_type) => balancer_type.title(),
            Self::LoadBalancerWithTargets => "Network Load Balancer with targets",
        }
    }

    /// The kind that is dropped: its icon, and where it may go.
    pub fn kind(self) -> Kind {
        match self {
            Self::Resource(kind) => kind,
            Self::Endpoint(_) => Kind::VpcEndpoint,
            Self::LoadBalancer(_) | Self::LoadBalancerWithTargets => Kind::LoadBalancer,
        }
    }

    /// The room it takes on the canvas.
    pub fn size(self) -> Size {
        match self {
            Self::Resource(_) | Self::Endpoint(_) | Self::LoadBalancer(_) => {
                self.kind().usual_size()
            }
            Self::LoadBalancerWithTargets => Size::new(3 * TILE.width + 2 * FLOW_GAP, TILE.height),
        }
    }
}

/// What something dropped at a point would be put into or on: the innermost container there that takes it. `None` is the
/// canvas.
///
/// # Errors
/// Why it cannot be dropped there, and where it can.
pub fn drop_target(
    document: &Document,
    arrangement: &Arrangement,
    kind: Kind,
    at: Point,
) -> Result<Option<ResourceId>, String> {
    let balancer = arrangement
        .resources
        .iter()
        .rev()
        .filter(|(id, rect)| rect.contains(at) && kind_of(document, id) == Some(Kind::LoadBalancer))
        .map(|(id, _)| id)
        .find(|_| kind == Kind::Listener);
    let over = balancer.cloned().or_else(|| {
        let under = container_at(document, arrangement, at, |_| true);
        let takes = |id: &ResourceId| home_on(document, kind, Some(id)).is_ok();
        home_around(arrangement, under, takes)
    });
    home_on(document, kind, over.as_ref())?;
    if let Some(over) = &over {
        check_open(document, over)?;
    }
    Ok(over)
}

/// What something inserted without a pointer is put into: the selected resource or the nearest around it that admits it,
/// else the canvas, else the only place there is.
///
/// # Errors
/// What has to be selected first.
pub fn home_near(
    document: &Document,
    kind: Kind,
    selected: Option<&ResourceId>,
) -> Result<Option<ResourceId>, String> {
    let outwards = selected
        .into_iter()
        .flat_map(|id| std::iter::once(id).chain(document.ancestors(id)));
    let mut homes = outwards.filter(|id| home_on(document, kind, Some(id)).is_ok());
    if let Some(home) = homes.next() {
        return Ok(Some(home.clone()));
    }
    let Err(reason) = home_on(document, kind, None) else {
        return Ok(None);
    };
    let is_parent = |id: &&ResourceId| {
        kind_of(document, id).is_some_and(|other| kind.parents().contains(&other))
    };
    let mut all = document.resources().map(|(id, _)| id).filter(is_parent);
    match (all.next(), all.next()) {
        (Some(only), None) => Ok(Some(only.clone())),
        _ => Err(reason.replace("drop it on one", "select one first")),
    }
}

/// Inserts a template into or on something, centred at a point or at the first free place.
///
/// # Errors
/// Why it cannot stand there, and where it can.
pub fn insert(
    document: &Document,
    arrangement: &Arrangement,
    template: Template,
    into: Option<&ResourceId>,
    at: Option<Point>,
) -> Result<Inserted, String> {
    let kind = template.kind();
    let home = home_on(document, kind, into)?;
    if let Some(into) = into {
        check_open(document, into)?;
    }
    let resources = Maker::new(document, home.parent, home.subnet).resources(template);
    let Some((id, _)) = resources.first().cloned() else {
        return Err("Only known kinds can be inserted".to_owned());
    };
    let container = home.parent.and_then(|parent| enclosing(document, parent));
    let mut transaction = Transaction::new(format!("Insert {}", bare(kind)));
    settle(document, arrangement, &mut transaction, [container], |_| {
        false
    });
    let size = template.size();
    let frame = at.and_then(|at| Frame::at(arrangement, kind, home.parent, at));
    let wanted = match home.parent.filter(|_| kind == Kind::Listener) {
        Some(balancer) => arrangement
            .rect(balancer)
            .map(|rect| rect.min.moved(Offset::new(rect.width() + FLOW_GAP, 0))),
        None => at.map(|at| at.moved(Offset::new(-size.width / 2, -TILE.height / 2))),
    };
    let room = Room::of([kind], size);
    let mut at = spot_in(arrangement, container, wanted, room);
    for (id, resource) in resources {
        let size = resource.kind().usual_size();
        transaction.set_resource(document, &id, Some(resource));
        place(document, &mut transaction, &id, Rect::at(at, size));
        at = at.moved(Offset::new(size.width + FLOW_GAP, 0));
        if let (Some(subnet), Kind::RouteTable | Kind::NetworkAcl) = (home.subnet, kind) {
            associate(document, &mut transaction, &id, subnet);
        }
    }
    if let Some(frame) = frame {
        let entered = std::slice::from_ref(&id);
        frame.take_in(document, arrangement, &mut transaction, entered);
    }
    Ok(Inserted {
        transaction: make_room(document, arrangement, transaction),
        id,
    })
}

/// Inserts a template as [`insert`] does, and connects what joins others with what is selected, as far as it can be: a
/// peering connection with two VPCs, an attachment with its VPC, a rule with those it is for.
///
/// # Errors
/// Why it cannot stand there, and where it can.
pub fn insert_for(
    document: &Document,
    arrangement: &Arrangement,
    template: Template,
    into: Option<&ResourceId>,
    at: Option<Point>,
    selected: &[ResourceId],
) -> Result<Inserted, String> {
    let mut inserted = insert(document, arrangement, template, into, at)?;
    if joins_others(template.kind()) {
        for other in selected {
            let seen = document.with(&inserted.transaction);
            if let Ok(connection) = connect(&seen, &inserted.id, other) {
                inserted.transaction = inserted.transaction.then(connection);
            }
        }
    }
    Ok(inserted)
}

/// Whether it is made to join what stands elsewhere.
fn joins_others(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::VpcPeeringConnection
            | Kind::TransitGatewayAttachment
            | Kind::VpnConnection
            | Kind::ResourceConfiguration
            | Kind::ServiceNetwork
            | Kind::HostedZone
            | Kind::ResolverRule
            | Kind::Profile
            | Kind::DhcpOptions
    )
}

/// Where something new belongs.
struct Home<'a> {
    parent: Option<&'a ResourceId>,
    /// The subnet it was dropped on although it stands beside it, in the VPC.
    subnet: Option<&'a ResourceId>,
}

fn home_on<'a>(
    document: &'a Document,
    kind: Kind,
    over: Option<&'a ResourceId>,
) -> Result<Home<'a>, String> {
    let over_kind = over.and_then(|id| kind_of(document, id));
    if over_kind == Some(Kind::Subnet) && stands_beside_subnets(kind) {
        let vpc = over.and_then(|subnet| document.parent(subnet));
        return match vpc {
            Some(_) => Ok(Home {
                parent: vpc,
                subnet: over,
            }),
            None => Err("This subnet belongs to no VPC yet; set its VpcId first".to_owned()),
        };
    }
    check_home(kind, over_kind)?;
    Ok(Home {
        parent: over,
        subnet: None,
    })
}

/// The container something new is drawn in: its parent, or what that is drawn in.
pub(crate) fn enclosing<'a>(
    document: &'a Document,
    parent: &'a ResourceId,
) -> Option<&'a ResourceId> {
    let is_container = kind_of(document, parent).is_some_and(Kind::is_container);
    if is_container {
        Some(parent)
    } else {
        document.container(parent)
    }
}
