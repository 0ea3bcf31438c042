//! The address space cut at every range of a design: addresses of one cell lie in the same ranges, so no rule tells them apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use ipnet::IpNet;

/// A family and a number in it: addresses in their order.
type Place = (bool, u128);

/// The cells of a design.
pub(super) struct AddressCells {
    /// Where a cell begins, and which it is: a cell may have several parts.
    starts: Vec<(Place, usize)>,
}

/// Ranges that mean something to AWS whether or not a design writes them.
const KNOWN: [&str; 11] = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "224.0.0.0/4",
    "2000::/3",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
];

impl AddressCells {
    /// Cuts the address space at some ranges and at those that AWS knows.
    pub(super) fn cut(ranges: impl IntoIterator<Item = IpNet>) -> Self {
        let known = KNOWN.iter().filter_map(|range| range.parse().ok());
        let ranges: BTreeSet<(Place, Place)> =
            ranges.into_iter().chain(known).map(bounds).collect();
        // Each range opens at its first address and closes behind its last.
        let mut edges: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        for (index, (first, last)) in ranges.iter().enumerate() {
            edges.entry(*first).or_default().push(index);
            if let Some(behind) = last.1.checked_add(1) {
                edges.entry((last.0, behind)).or_default().push(index);
            }
        }
        let mut open: BTreeSet<usize> = BTreeSet::new();
        let mut cells: BTreeMap<BTreeSet<usize>, usize> = BTreeMap::new();
        let mut starts = Vec::new();
        let mut family = false;
        for (place, indexes) in edges {
            if place.0 != family {
                family = place.0;
                open.clear();
            }
            for index in indexes {
                if !open.remove(&index) {
                    open.insert(index);
                }
            }
            let next = cells.len() + 1;
            starts.push((place, *cells.entry(open.clone()).or_insert(next)));
        }
        Self { starts }
    }

    /// The cell of an address; 0 for one before every range of its family.
    pub(super) fn of(&self, address: IpAddr) -> usize {
        let place = place(address);
        let behind = self.starts.partition_point(|(start, _)| *start <= place);
        let start = behind.checked_sub(1).and_then(|last| self.starts.get(last));
        start
            .filter(|(start, _)| start.0 == place.0)
            .map_or(0, |(_, cell)| *cell)
    }
}

fn bounds(range: IpNet) -> (Place, Place) {
    (place(range.network()), place(range.broadcast()))
}

fn place(address: IpAddr) -> Place {
    match address {
        IpAddr::V4(address) => (false, u128::from(address.to_bits())),
        IpAddr::V6(address) => (true, address.to_bits()),
    }
}

#[cfg(test)]
mod tests {
    use super::AddressCells;

    fn check(ranges: &[&str], left: &str, right: &str, same: bool) {
        let cells = AddressCells::cut(ranges.iter().map(|range| range.parse().unwrap()));
        let [left, right] = [left, right].map(|address| cells.of(address.parse().unwrap()));
        assert_eq!(left == right, same, "{ranges:?}");
    }

    #[test]
    fn addresses_are_alike_where_no_range_parts_them() {
        check(&["10.0.1.0/24"], "10.0.1.1", "10.0.1.200", true);
        check(&["10.0.1.0/24"], "10.0.1.1", "10.0.2.1", false);
        check(
            &["10.0.1.0/24", "10.0.1.16/28"],
            "10.0.1.15",
            "10.0.1.32",
            true,
        );
        check(
            &["10.0.1.0/24", "10.0.1.16/28"],
            "10.0.1.15",
            "10.0.1.31",
            false,
        );
        check(&["10.0.1.7/32"], "10.0.1.7", "10.0.1.8", false);
        check(&["0.0.0.0/0", "::/0"], "8.8.8.8", "9.9.9.9", true);
        check(&["::/0"], "255.255.255.255", "::1", false);
        check(&[], "8.8.8.8", "10.0.0.1", false);
    }
}
