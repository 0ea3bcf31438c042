//! Who plays a part in the picture of an account or of the canvas: what stands there, or whole Regions of it.
//!
//! A Region is laid out on its own, and then stands as one party among what lies in none of them. It is known by the first
//! of its things.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Composition,
    parties::{Ids, Side},
};
use crate::{
    Kind, Properties, ResourceId,
    arrangement::{block::Block, region},
};

/// The parties of one picture.
pub(super) struct Cast<'a, 'b> {
    pub(super) composition: &'b Composition<'a>,
    /// By its first thing, each Region that is one party.
    regions: BTreeMap<&'a ResourceId, Framed<'a>>,
    /// Of what lies in a Region, the first of its things.
    parties: BTreeMap<&'a ResourceId, &'a ResourceId>,
}

/// A Region with all that lies in it.
struct Framed<'a> {
    name: &'a str,
    things: Ids<'a>,
    block: Block,
}

impl<'a> Composition<'a> {
    /// What stands on the canvas or in an account; Regions in frames of their own, where the design has several.
    pub(super) fn with_regions(
        &self,
        container: Option<&'a ResourceId>,
        contents: &[&'a ResourceId],
    ) -> Block {
        let plain = Cast {
            composition: self,
            regions: BTreeMap::new(),
            parties: BTreeMap::new(),
        };
        if !self.has_regions(container) {
            return plain.side_by_side(contents);
        }
        let shown = (self.document, self.outline);
        let (regions, mut outside) = region::grouped(shown, contents.iter().copied());
        let mut cast = Cast {
            composition: self,
            regions: BTreeMap::new(),
            parties: BTreeMap::new(),
        };
        for (name, things) in regions {
            let Some(first) = things.first().copied() else {
                continue;
            };
            let block = plain.side_by_side(&things).in_region(container, name);
            cast.parties.extend(things.iter().map(|id| (*id, first)));
            let framed = Framed {
                name,
                things,
                block,
            };
            cast.regions.insert(first, framed);
            outside.push(first);
        }
        cast.side_by_side(&outside)
    }
}

impl<'a> Cast<'a, '_> {
    /// What stands for a thing: the Region it lies in, by its first thing, or the thing itself.
    pub(super) fn party<'c>(&'c self, id: &'c ResourceId) -> &'c ResourceId {
        self.parties.get(id).copied().unwrap_or(id)
    }

    /// The party that a Region is.
    pub(super) fn party_of_region(&self, name: &str) -> Option<&'a ResourceId> {
        let mut regions = self.regions.iter();
        regions
            .find(|(_, region)| region.name == name)
            .map(|(id, _)| *id)
    }

    /// What a party has to do with, each once.
    pub(super) fn near(&self, id: &'a ResourceId) -> BTreeSet<&'a ResourceId> {
        let outline = self.composition.outline;
        let things = self.regions.get(id).map(|region| region.things.as_slice());
        let things = things.unwrap_or(std::slice::from_ref(&id));
        let near = things.iter().flat_map(|id| outline.near(id));
        let near = near.map(|other| self.parties.get(other).copied().unwrap_or(other));
        near.filter(|other| *other != id).collect()
    }

    /// Where something stands by what it is, before its neighbours are looked at.
    pub(super) fn first_side(&self, id: &ResourceId) -> Side {
        let outline = self.composition.outline;
        if let Some(region) = self.regions.get(id) {
            let mut things = region.things.iter();
            let is_provider = things.any(|id| outline.is_provider(id));
            return if is_provider { Side::Right } else { Side::Left };
        }
        match self.kind(id) {
            Kind::Account if outline.is_hub(id) => Side::Middle,
            Kind::Account | Kind::Vpc if outline.is_provider(id) => Side::Right,
            Kind::Account | Kind::Vpc => Side::Left,
            Kind::VpcEndpointService
            | Kind::TransitGateway
            | Kind::VpcPeeringConnection
            | Kind::ServiceNetwork
            | Kind::ResourceConfiguration => Side::Middle,
            Kind::CustomerGateway | Kind::VpnConnection => Side::FarLeft,
            _ => Side::Below,
        }
    }

    /// What something is; a Region is as good as a VPC.
    pub(super) fn kind(&self, id: &ResourceId) -> Kind {
        if self.regions.contains_key(id) {
            return Kind::Vpc;
        }
        self.composition.kind(id)
    }

    pub(super) fn block(&self, id: &'a ResourceId) -> Block {
        let region = self.regions.get(id).map(|region| region.block.clone());
        region.unwrap_or_else(|| self.composition.block(id))
    }

    pub(super) fn region(&self, id: &ResourceId) -> Option<&'a str> {
        self.composition.properties(id).and_then(Properties::region)
    }
}
