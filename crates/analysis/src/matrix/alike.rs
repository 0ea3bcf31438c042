//! Which things behave alike: nothing in a design but their own ids and addresses tells them apart.
//!
//! Two such things can be swapped without changing the design, so whatever holds of one holds of the other. That needs no
//! knowledge of what the engine asks, and is why a matrix cannot differ from a trace.

use std::{collections::BTreeSet, net::IpAddr};

use ipnet::IpNet;
use serde_json::Value;
use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::{Interface, Network};

use super::address_cells::AddressCells;

/// What tells things of a design apart.
pub(super) struct Alike<'a> {
    network: &'a Network,
    cells: AddressCells,
    /// Ids that something else names.
    named: BTreeSet<&'a ResourceId>,
    /// Addresses that several interfaces have: in a VPC, or public ones.
    shared: BTreeSet<(Option<&'a ResourceId>, IpAddr)>,
}

impl<'a> Alike<'a> {
    /// Reads a whole design once. `asked` are words of questions, whose addresses part things too.
    pub(super) fn new<'w>(network: &'a Network, asked: impl IntoIterator<Item = &'w str>) -> Self {
        let mut words = Words {
            network,
            named: BTreeSet::new(),
            ranges: BTreeSet::new(),
        };
        for word in asked {
            words.ranges.extend(range(word));
        }
        for (_, resource) in network.document().resources() {
            // An instance names nothing that could be told apart from its like by being named.
            if resource.kind() != Kind::Instance {
                let own = has_addresses(resource.kind());
                resource
                    .to_fields()
                    .values()
                    .for_each(|value| words.read(value, own));
            }
        }
        Self {
            network,
            cells: AddressCells::cut(words.ranges),
            named: words.named,
            shared: shared(network),
        }
    }

    /// Equal for things that behave alike, and for no others.
    pub(super) fn key(&self, word: &str) -> String {
        self.description(word)
            .unwrap_or_else(|| format!("only {word}"))
    }

    /// What a thing is, apart from its id and addresses; `None` where those tell it apart.
    fn description(&self, word: &str) -> Option<String> {
        let id = self.network.id(word)?;
        let resource = self.network.resource(id)?;
        let kind = resource.kind();
        let may_have_like = matches!(
            kind,
            Kind::Instance | Kind::NetworkInterface | Kind::VpcEndpoint
        );
        if !may_have_like || self.named.contains(id) || !self.holds_its_addresses(id) {
            return None;
        }
        let mut fields = resource.to_fields();
        fields.remove("Tags");
        fields.remove("Note");
        fields
            .values_mut()
            .for_each(|value| self.hide_addresses(value));
        Some(Value::Object(fields).to_string())
    }

    /// Whether nothing else has any of its addresses.
    fn holds_its_addresses(&self, id: &ResourceId) -> bool {
        let mut interfaces = self.network.interfaces_of(id);
        interfaces.all(|interface| !places(interface).any(|place| self.shared.contains(&place)))
    }

    fn hide_addresses(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Ok(address) = text.parse::<IpAddr>() {
                    *text = format!("cell {}", self.cells.of(address));
                }
            }
            Value::Array(values) => values
                .iter_mut()
                .for_each(|value| self.hide_addresses(value)),
            Value::Object(fields) => fields
                .values_mut()
                .for_each(|value| self.hide_addresses(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// Kinds whose addresses are their own and refer to nobody else's.
fn has_addresses(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::NetworkInterface
            | Kind::VpcEndpoint
            | Kind::LoadBalancer
            | Kind::NatGateway
            | Kind::ResolverEndpoint
            | Kind::ResourceGateway
    )
}

/// Where an interface is found: in its VPC, and outside.
fn places(interface: &Interface) -> impl Iterator<Item = (Option<&ResourceId>, IpAddr)> {
    let own = interface.addresses.iter();
    let inside = own.map(|address| (Some(&interface.vpc), *address));
    let public = interface.public_addresses.iter();
    inside.chain(public.map(|(_, public)| (None, IpAddr::V4(*public))))
}

fn shared(network: &Network) -> BTreeSet<(Option<&ResourceId>, IpAddr)> {
    let (mut once, mut again) = (BTreeSet::new(), BTreeSet::new());
    for place in network.interfaces().flat_map(places) {
        if !once.insert(place) {
            again.insert(place);
        }
    }
    again
}

/// An address or range that a text is.
fn range(text: &str) -> Option<IpNet> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    address.or_else(|_| text.parse()).ok()
}

/// The ids and ranges in the fields of records.
struct Words<'a> {
    network: &'a Network,
    named: BTreeSet<&'a ResourceId>,
    ranges: BTreeSet<IpNet>,
}

impl Words<'_> {
    fn read(&mut self, value: &Value, own_addresses: bool) {
        match value {
            Value::String(text) => self.word(text, own_addresses),
            Value::Array(values) => values
                .iter()
                .for_each(|value| self.read(value, own_addresses)),
            Value::Object(fields) => fields
                .values()
                .for_each(|value| self.read(value, own_addresses)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn word(&mut self, text: &str, own_addresses: bool) {
        if let Some(id) = self.network.id(text) {
            self.named.insert(id);
        } else if !own_addresses || text.contains('/') {
            self.ranges.extend(range(text));
        }
    }
}
