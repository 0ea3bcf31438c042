//! Everything links can begin and end at, and where it stands: resources, the interfaces of endpoints and load
//! balancers, and services that are not resources of the design.

use std::collections::{BTreeMap, BTreeSet};

use vpcanvas_model::{Arrangement, Kind, ResourceId, arrangement::TILE};
use vpcanvas_network::{Network, Service};

use crate::Rect;

/// Room between the design and the services beside it.
const MARGIN: f32 = 96.0;
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

/// Where everything stands that links can begin and end at.
#[derive(Debug, Default)]
pub(super) struct Places {
    rects: BTreeMap<Place, Rect>,
}

impl Places {
    pub(super) fn new(network: &Network, arrangement: &Arrangement) -> Self {
        let mut places = Self::default();
        for (id, rect) in &arrangement.resources {
            places
                .rects
                .insert(Place::Resource(id.clone()), (*rect).into());
        }
        for chip in &arrangement.chips {
            let place = Place::Interface {
                owner: chip.owner.clone(),
                subnet: chip.subnet.clone(),
            };
            places.rects.insert(place, chip.rect.into());
        }
        places.put_services(network);
        places
    }

    /// Puts each service that is not a resource right of the design, beside the first endpoint to it.
    fn put_services(&mut self, network: &Network) {
        let right = self.rects.values().map(|rect| rect.max.x).reduce(f32::max);
        let left = right.unwrap_or_default() + MARGIN;
        let size = Rect::from(vpcanvas_model::geometry::Rect::at(
            vpcanvas_model::geometry::Point::default(),
            TILE,
        ));
        let mut wishes: Vec<(f32, Place)> = Vec::new();
        let mut placed: BTreeSet<Place> = BTreeSet::new();
        for (endpoint, _) in network.resources(Kind::VpcEndpoint) {
            let service = service_place(network, endpoint);
            let beside = self.rect(&Place::Resource(endpoint.clone()));
            if let (Some(service), Some(beside)) = (service, beside) {
                let is_new = !self.rects.contains_key(&service);
                if is_new && placed.insert(service.clone()) {
                    wishes.push((beside.center().y - size.height() / 2.0, service));
                }
            }
        }
        wishes.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
        let mut top = f32::MIN;
        for (wish, service) in wishes {
            let y = wish.max(top);
            self.rects.insert(service, size.moved(left, y));
            top = y + size.height() + GAP;
        }
    }

    pub(super) fn rect(&self, place: &Place) -> Option<Rect> {
        self.rects.get(place).copied()
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
