//! Links that would be too many for the picture and are shown of what is selected: where routes lead, which subnets a table,
//! network ACL or gateway serves, and every VPC that sees a name.

use std::collections::BTreeSet;

use vpcanvas_model::{
    Arrangement, Document, Properties, ResourceId, geometry,
    kind::{RouteTable, route_table},
};
use vpcanvas_network::Network;

use super::{Link, LinkKind, joining};
use crate::picture::{item, routing::Router};
use crate::{Item, Layer, Rect, Shape};

/// So many lines are more than anyone follows.
const MOST: usize = 64;
/// How far the corners of lines are rounded.
const CORNER: f32 = 8.0;
/// How far beyond its ends a line may go around something.
const AROUND: i32 = 64;
/// Lines that lead further are drawn as if nothing stood in their way.
const FAR: i32 = 2000;

/// The lines to paint over the picture while `selection` is selected. What of it does not exist is left out.
pub fn links_of_selection(
    network: &Network,
    arrangement: &Arrangement,
    selection: &[ResourceId],
) -> Vec<Item> {
    let document = network.document();
    let lines: Vec<Line> = links(document, selection)
        .iter()
        .take(MOST)
        .filter_map(|link| Line::new(arrangement, link))
        .collect();
    let mut router = router(document, arrangement, &lines);
    let items = lines.iter().map(|line| line.item(document, &mut router));
    items.collect()
}

/// A link that is to be drawn, and where its ends are shown.
struct Line {
    from: ResourceId,
    to: ResourceId,
    kind: LinkKind,
    start: geometry::Rect,
    end: geometry::Rect,
}

impl Line {
    /// Nothing where both ends are shown as one.
    fn new(arrangement: &Arrangement, link: &Link) -> Option<Self> {
        let (from, to) = (link.from.subject()?, link.to.subject()?);
        let is_one = arrangement.shown(from) == arrangement.shown(to);
        let (start, end) = arrangement
            .shown_rect(from)
            .filter(|_| !is_one)
            .zip(arrangement.shown_rect(to))?;
        Some(Self {
            from: from.clone(),
            to: to.clone(),
            kind: link.kind,
            start,
            end,
        })
    }

    /// What stands here may be in its way. A line that leads far takes no notice of what stands there.
    fn reach(&self) -> Option<geometry::Rect> {
        let reach = self.start.union(self.end).grown(AROUND);
        (reach.width().max(reach.height()) <= FAR).then_some(reach)
    }

    fn item(&self, document: &Document, router: &mut Router) -> Item {
        let (_, way) = router.route(Rect::from(self.start), Rect::from(self.end), 0);
        router.draw(&way, 0);
        let shape = Shape::Line {
            points: way,
            corner_radius: CORNER,
            stroke: self.kind.stroke(),
            arrow_end: self.kind.has_arrow(),
        };
        let (from, to) = (&self.from, &self.to);
        let name = |id| document.display_name(id);
        let label = format!("{} {} {}", name(from), self.kind.words(), name(to));
        let id = format!("selected:{from}->{to}");
        item(id, None, label, Layer::Edge, vec![shape])
    }
}

/// A router around what stands near some lines.
fn router(document: &Document, arrangement: &Arrangement, lines: &[Line]) -> Router {
    let reaches: Vec<geometry::Rect> = lines.iter().filter_map(Line::reach).collect();
    let is_near = |rect: geometry::Rect| reaches.iter().any(|reach| reach.overlaps(rect));
    let mut router = Router::default();
    if reaches.is_empty() {
        return router;
    }
    let mut inside: Vec<&ResourceId> = arrangement.contents(None).iter().collect();
    while let Some(id) = inside.pop() {
        let Some(rect) = arrangement.rect(id).filter(|rect| is_near(*rect)) else {
            continue;
        };
        let is_container = document
            .resource(id)
            .is_some_and(|resource| resource.kind().is_container());
        if is_container && !arrangement.is_collapsed(id) {
            router.avoid_container(Rect::from(rect));
            inside.extend(arrangement.contents(Some(id)));
        } else {
            router.occupy(Rect::from(rect));
        }
    }
    let chips = arrangement.chips.values().map(|chip| chip.rect);
    for rect in chips.filter(|rect| is_near(*rect)) {
        router.occupy(Rect::from(rect));
    }
    router
}

fn links(document: &Document, selection: &[ResourceId]) -> Vec<Link> {
    let mut links = Vec::new();
    for id in selection {
        match document.resource(id).map(|resource| &resource.properties) {
            Some(Properties::RouteTable(table)) => links.extend(of_table(document, id, table)),
            Some(Properties::Subnet(_)) => links.extend(of_subnet(document, id)),
            Some(Properties::NetworkAcl(acl)) => {
                let subnets = acl.associations.iter();
                let subnets = subnets.filter_map(|used| used.subnet_id.as_ref());
                links.extend(subnets.map(|subnet| joining::link(id, subnet, LinkKind::Table)));
            }
            Some(Properties::DhcpOptions(_)) => links.extend(users_of_options(document, id)),
            Some(Properties::Vpc(_) | Properties::Account(_) | Properties::Other(_)) | None => {}
            Some(other) => {
                let seen = joining::seen_in(other).into_iter();
                links.extend(seen.map(|vpc| joining::link(id, vpc, LinkKind::Dns)));
                links.extend(routes_to(document, id));
            }
        }
    }
    links
}

/// Where the routes of a table lead, and the subnets that use it.
fn of_table(document: &Document, id: &ResourceId, table: &RouteTable) -> Vec<Link> {
    let subnets = table.associations.iter();
    let subnets = subnets.filter_map(|used| used.subnet_id.as_ref());
    let uses = subnets.map(|subnet| joining::link(id, subnet, LinkKind::Table));
    let targets = targets(document, table).into_iter();
    targets
        .map(|target| joining::link(id, target, LinkKind::Route))
        .chain(uses)
        .collect()
}

/// Where the routes lead that a subnet uses: those of its own table, else of the main one (RT-01).
fn of_subnet(document: &Document, subnet: &ResourceId) -> Vec<Link> {
    let vpc = document.parent(subnet);
    let uses = |table: &RouteTable| {
        let mut used = table.associations.iter();
        used.any(|used| used.subnet_id.as_ref() == Some(subnet))
    };
    let tables: Vec<_> = tables(document)
        .filter(|(id, _)| document.parent(id) == vpc)
        .collect();
    let own = tables.iter().find(|(_, table)| uses(table));
    let main = tables.iter().find(|(_, table)| table.is_main());
    let table = own.or(main).map(|(_, table)| *table);
    let targets = table.map(|table| targets(document, table));
    let targets = targets.unwrap_or_default().into_iter();
    targets
        .map(|target| joining::link(subnet, target, LinkKind::Route))
        .collect()
}

/// The tables with routes to something.
fn routes_to(document: &Document, target: &ResourceId) -> Vec<Link> {
    tables(document)
        .filter(|(_, table)| targets(document, table).contains(target))
        .map(|(id, _)| joining::link(id, target, LinkKind::Route))
        .collect()
}

fn users_of_options(document: &Document, options: &ResourceId) -> Vec<Link> {
    let vpcs = document.resources();
    vpcs.filter(|(_, resource)| match &resource.properties {
        Properties::Vpc(vpc) => vpc.dhcp_options_id.as_ref() == Some(options),
        _ => false,
    })
    .map(|(vpc, _)| joining::link(options, vpc, LinkKind::Dns))
    .collect()
}

fn tables(document: &Document) -> impl Iterator<Item = (&ResourceId, &RouteTable)> {
    document
        .resources()
        .filter_map(|(id, resource)| match &resource.properties {
            Properties::RouteTable(table) => Some((id, table)),
            _ => None,
        })
}

/// What the routes of a table name, each once.
fn targets<'a>(document: &'a Document, table: &'a RouteTable) -> BTreeSet<&'a ResourceId> {
    let targets = table.routes.iter().flat_map(route_table::Route::targets);
    targets.filter_map(|target| document.id(target)).collect()
}
