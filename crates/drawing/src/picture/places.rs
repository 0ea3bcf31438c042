//! Everything links can begin and end at, and where it stands: resources, the interfaces of endpoints and load
//! balancers, and services that are not resources of the design.

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{
    Arrangement, Kind, ResourceId, arrangement::TILE, geometry::Point as WholePoint,
};
use vpcanvas_network::{Network, Service};

use super::sight::{Seen, Sight};
use crate::{Point, Rect};

/// Room between the design and the services beside it.
const MARGIN: f32 = 128.0;
/// Room between services.
const GAP: f32 = 24.0;

/// Something links can begin and end at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// A resource.
    Resource(ResourceId),
    /// The interface that an owner has in a subnet.
    Interface {
        owner: ResourceId,
        subnet: ResourceId,
    },
    /// A service of AWS, by its name in an endpoint.
    AwsService(String),
    /// An endpoint service that is not in the design, by its id.
    ServiceElsewhere(String),
}

impl Place {
    /// A text of its own among all places.
    pub(super) fn id(&self) -> String {
        match self {
            Self::Resource(id) => id.to_string(),
            Self::Interface { owner, subnet } => format!("{owner}/{subnet}"),
            Self::AwsService(name) | Self::ServiceElsewhere(name) => name.clone(),
        }
    }

    /// The resource that pointing at it means.
    pub(super) fn subject(&self) -> Option<&ResourceId> {
        match self {
            Self::Resource(id) => Some(id),
            Self::Interface { owner, .. } => Some(owner),
            Self::AwsService(_) | Self::ServiceElsewhere(_) => None,
        }
    }

    /// The resource it is.
    pub(super) fn resource(&self) -> Option<&ResourceId> {
        match self {
            Self::Resource(id) => Some(id),
            Self::Interface { .. } | Self::AwsService(_) | Self::ServiceElsewhere(_) => None,
        }
    }

    /// What it is called in a label.
    pub(super) fn name(&self, network: &Network) -> String {
        let name = |id| network.document().display_name(id);
        match self {
            Self::Resource(id) => name(id).to_owned(),
            Self::Interface { owner, subnet } => format!("{} in {}", name(owner), name(subnet)),
            Self::AwsService(name) | Self::ServiceElsewhere(name) => name.clone(),
        }
    }
}

/// The services that are no resources of a design, each with the first endpoint to it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outside(BTreeMap<Place, ResourceId>);

impl Outside {
    /// Those of a design; it looks at every endpoint.
    pub fn of(network: &Network) -> Self {
        let mut first = BTreeMap::new();
        for (endpoint, _) in network.resources(Kind::VpcEndpoint) {
            let service = service_place(network, endpoint);
            let service = service.filter(|service| service.resource().is_none());
            if let Some(service) = service {
                first.entry(service).or_insert_with(|| endpoint.clone());
            }
        }
        Self(first)
    }
}

/// Where everything stands that links can begin and end at.
#[derive(Debug)]
pub(super) struct Places<'a> {
    rects: BTreeMap<Place, Rect>,
    arrangement: &'a Arrangement,
    /// Whether links lead to what is out of sight.
    leads_beyond: bool,
}

impl<'a> Places<'a> {
    pub(super) fn new(
        outside: &Outside,
        arrangement: &'a Arrangement,
        seen: &Seen<'_>,
        sight: Option<Sight>,
    ) -> Self {
        let mut places = Self {
            rects: BTreeMap::new(),
            arrangement,
            leads_beyond: sight.is_some(),
        };
        for (id, rect) in &seen.resources {
            places.rects.insert(Place::Resource((*id).clone()), *rect);
        }
        let is_seen = |rect: Rect| {
            sight.is_none_or(|sight| sight.region.intersects(rect) && !sight.is_dot(rect))
        };
        let all = arrangement.chips.values().filter(|_| sight.is_none());
        let subnets = seen
            .resources
            .iter()
            .filter(|_| sight.is_some_and(|sight| !sight.is_far()));
        let near = subnets.flat_map(|(subnet, _)| arrangement.chips_in(subnet));
        for chip in all.chain(near) {
            let rect = Rect::from(chip.rect);
            if is_seen(rect) {
                let place = Place::Interface {
                    owner: chip.owner.clone(),
                    subnet: chip.subnet.clone(),
                };
                places.rects.insert(place, rect);
            }
        }
        places.put_services(outside, arrangement);
        places
    }

    /// Puts each service that is not a resource right of the design, beside the first endpoint to it.
    fn put_services(&mut self, outside: &Outside, arrangement: &Arrangement) {
        if outside.0.is_empty() {
            return;
        }
        let chips = arrangement.chips.values().map(|chip| chip.rect.max.x);
        let resources = arrangement.resources.values().map(|rect| rect.max.x);
        let right = resources.chain(chips).max().unwrap_or_default();
        let left = Point::from(WholePoint::new(right, 0)).x + MARGIN;
        let size = Rect::from(vpcanvas_model::geometry::Rect::at(
            vpcanvas_model::geometry::Point::default(),
            TILE,
        ));
        let beside = outside.0.iter().filter_map(|(service, endpoint)| {
            let beside = Rect::from(arrangement.shown_rect(endpoint)?);
            Some((beside.center().y - size.height() / 2.0, service.clone()))
        });
        let mut wishes: Vec<(f32, Place)> = beside.collect();
        wishes.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
        let mut top = f32::MIN;
        for (wish, service) in wishes {
            let y = wish.max(top);
            self.rects.insert(service, size.moved(left, y));
            top = y + size.height() + GAP;
        }
    }

    pub(super) fn rect(&self, place: &Place) -> Option<Rect> {
        let here = self.rects.get(place).copied();
        here.or_else(|| self.out_of_sight(place))
    }

    /// Forgets what is left out.
    pub(super) fn retain(&mut self, is_shown: impl Fn(&Place) -> bool) {
        self.rects.retain(|place, _| is_shown(place));
    }

    /// Where something stands that is drawn.
    pub(super) fn in_sight(&self, place: &Place) -> Option<Rect> {
        self.rects.get(place).copied()
    }

    fn out_of_sight(&self, place: &Place) -> Option<Rect> {
        let arrangement = Some(self.arrangement).filter(|_| self.leads_beyond)?;
        match place {
            Place::Resource(id) => arrangement.rect(id).map(Rect::from),
            Place::Interface { owner, subnet } => {
                let key = (owner.clone(), subnet.clone());
                arrangement.chips.get(&key).map(|chip| chip.rect.into())
            }
            Place::AwsService(_) | Place::ServiceElsewhere(_) => None,
        }
    }

    /// What is seen of a place: itself, or the tile that is shown in its stead.
    pub(super) fn shown(&self, place: Place) -> Option<Place> {
        let arrangement = self.arrangement;
        let instead = |id: &ResourceId| arrangement.shown(id).cloned().map(Place::Resource);
        match &place {
            Place::Resource(id) if arrangement.is_hidden(id) => instead(id),
            Place::Interface { subnet, .. }
                if arrangement.is_hidden(subnet) || arrangement.is_collapsed(subnet) =>
            {
                instead(subnet)
            }
            _ => Some(place),
        }
    }

    /// Some resources and what they are shown in the stead of.
    pub(super) fn with_hidden(
        &self,
        ids: impl Iterator<Item = &'a ResourceId>,
    ) -> BTreeSet<&'a ResourceId> {
        let arrangement = self.arrangement;
        ids.flat_map(|id| std::iter::once(id).chain(arrangement.hidden_behind(id)))
            .collect()
    }

    /// Whether a container is one tile, which lines go around.
    pub(super) fn is_collapsed(&self, id: &ResourceId) -> bool {
        self.arrangement.is_collapsed(id)
    }

    /// Where everything stands.
    pub(super) fn arrangement(&self) -> &'a Arrangement {
        self.arrangement
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Place, Rect)> {
        self.rects.iter().map(|(place, rect)| (place, *rect))
    }
}

/// What an endpoint leads to; `None` while it names no service.
pub(super) fn service_place(network: &Network, endpoint: &ResourceId) -> Option<Place> {
    Some(match network.service_of(endpoint)? {
        Service::Aws { region, name, .. } => {
            Place::AwsService(format!("com.amazonaws.{region}.{name}"))
        }
        Service::Provider(id) => Place::Resource(id.clone()),
        Service::Elsewhere(id) => Place::ServiceElsewhere(id.to_owned()),
    })
}
