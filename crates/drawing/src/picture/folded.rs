//! Tiles that stand for more than themselves: what each holds, counted by kind, and the worst that is said of it.
//!
//! What is hidden loses no voice: its marks and its ways of traffic are told by the tile that is seen in its stead.

use std::collections::BTreeMap;

use vpcanvas_model::{Arrangement, Kind, ResourceId};
use vpcanvas_network::Network;

use super::flows::{Flow, Verdict};
use super::sight::Seen;
use super::{Mark, View};

/// The worst mark of each thing that is seen, that of what it stands for included.
pub(super) fn shown_marks<'a>(
    arrangement: &'a Arrangement,
    seen: &Seen<'a>,
    view: &View,
) -> BTreeMap<&'a ResourceId, Mark> {
    let mut marks: BTreeMap<&ResourceId, Mark> = BTreeMap::new();
    let mut note = |id: &'a ResourceId, mark: Mark| {
        let worst = marks.entry(id).or_insert(mark);
        *worst = mark.max(*worst);
    };
    for (id, _) in &seen.resources {
        let all = std::iter::once(*id).chain(arrangement.hidden_behind(id));
        for mark in all.filter_map(|id| view.marks.get(id)) {
            note(id, *mark);
        }
    }
    for flow in &view.flows {
        if let Some((inside, mark)) = inside(arrangement, flow).zip(mark_of(flow.verdict)) {
            note(inside, mark);
        }
    }
    marks
}

/// The collapsed container that all of a way of traffic is hidden in.
fn inside<'a>(arrangement: &'a Arrangement, flow: &Flow) -> Option<&'a ResourceId> {
    let mut seen = flow
        .stops
        .iter()
        .map(|stop| arrangement.shown(&stop.component));
    let first = seen.next()??;
    let is_hidden = arrangement.is_collapsed(first) && seen.all(|other| other == Some(first));
    is_hidden.then_some(first)
}

const fn mark_of(verdict: Verdict) -> Option<Mark> {
    match verdict {
        Verdict::Reachable => None,
        Verdict::Unknown => Some(Mark::Info),
        Verdict::PartlyReachable => Some(Mark::Warning),
        Verdict::Unreachable => Some(Mark::Error),
    }
}

/// What a tile stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    /// How many of each kind, the most first.
    kinds: Vec<(Kind, usize)>,
    /// How many others are like it.
    alike: usize,
    /// What it is itself.
    kind: Kind,
}

impl Held {
    pub(super) fn of(network: &Network, arrangement: &Arrangement, id: &ResourceId) -> Self {
        let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
        if arrangement.is_collapsed(id) {
            let inside = arrangement.with_belongings(id).into_iter();
            for kind in inside
                .filter(|other| *other != id)
                .filter_map(|id| network.kind(id))
            {
                *counts.entry(kind).or_default() += 1;
            }
        }
        let mut kinds: Vec<(Kind, usize)> = counts.into_iter().collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        Self {
            kinds,
            alike: arrangement.stands_for(id).len(),
            kind: network.kind(id).unwrap_or(Kind::Other),
        }
    }

    /// `1,000 VPCs`, for how many it stands, if for more than itself.
    pub(super) fn number(&self) -> Option<String> {
        (self.alike > 0).then(|| counted(self.kind, self.alike + 1))
    }

    /// `24 objects`, or `empty`; of several that are alike, which one they are like.
    pub(super) fn short(&self, name: &str) -> String {
        match self.alike {
            0 => self.objects(),
            _ => format!("like {name}, {} each", self.objects()),
        }
    }

    /// `24 objects`, or `empty`.
    fn objects(&self) -> String {
        let count: usize = self.kinds.iter().map(|(_, count)| count).sum();
        match count {
            0 => "empty".to_owned(),
            1 => "1 object".to_owned(),
            _ => format!("{} objects", grouped(count)),
        }
    }

    /// `2 subnets, 1 instance`, or `nothing`.
    pub(super) fn words(&self) -> String {
        if self.kinds.is_empty() {
            return "nothing".to_owned();
        }
        let words = self
            .kinds
            .iter()
            .map(|(kind, count)| counted(*kind, *count));
        words.collect::<Vec<_>>().join(", ")
    }
}

/// What a container is called: `1,000 VPCs like vpc-a` where its tile stands for so many, `vpc-a and 999 like it` where it
/// is open, else its name.
pub(super) fn title(network: &Network, arrangement: &Arrangement, id: &ResourceId) -> String {
    let name = network.document().display_name(id);
    let alike = arrangement.stands_for(id).len();
    let kind = network.kind(id).unwrap_or(Kind::Other);
    match alike {
        0 => name.to_owned(),
        _ if arrangement.is_collapsed(id) => format!("{} like {name}", counted(kind, alike + 1)),
        _ => format!("{name} and {} like it", grouped(alike)),
    }
}

/// A number of things of a kind: `3 subnets`, `1 VPC endpoint`.
pub(super) fn counted(kind: Kind, count: usize) -> String {
    let title = kind.title();
    let is_short_form = title.chars().nth(1).is_some_and(char::is_uppercase);
    let mut letters = title.chars();
    let name = match letters.next().filter(|_| !is_short_form) {
        Some(first) => format!("{}{}", first.to_lowercase(), letters.as_str()),
        None => title.to_owned(),
    };
    match count {
        1 => format!("1 {name}"),
        _ => format!("{} {name}s", grouped(count)),
    }
}

/// A number with its thousands apart: `1,000`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use vpcanvas_analysis::evaluate_all;
    use vpcanvas_model::{Document, Placement, Transaction, arrangement};
    use vpcanvas_network::resolve;

    use super::*;
    use crate::{Item, PaintList, Shape, picture};

    /// A service that one consumer reaches by two endpoints, and in vain by a third way.
    const DESIGN: &str = "
        vpc vpc-c 10.0.0.0/16 Region=us-east-1
          subnet subnet-a 10.0.1.0/24 use1-az1
            instance i-app 10.0.1.10 sg-app
            instance i-other 10.0.1.11 sg-none
          endpoint vpce-1 -> svc subnet-a@10.0.1.50 sg-app
          endpoint vpce-2 -> svc subnet-a@10.0.1.51 sg-app
          sg sg-app
            in tcp/443 10.0.0.0/16
            out -1 0.0.0.0/0
          sg sg-none
        vpc vpc-p 10.1.0.0/16 Region=us-east-1
          subnet subnet-p 10.1.1.0/24 use1-az1
            instance i-web 10.1.1.10
          nlb nlb subnet-p@10.1.1.20
            listener listener tcp/443 -> tg
          targets tg tcp/443 i-web
        service svc <- nlb
        check reachable i-other -> vpce-1 tcp/443
    ";

    fn collapsed(ids: &[&str]) -> Document {
        let mut design = vpcanvas_fixture::parse(DESIGN).unwrap();
        let mut transaction = Transaction::default();
        for id in ids {
            let placement = Placement {
                collapsed: Some(true),
                ..Placement::default()
            };
            transaction.set_placement(&design, &(*id).into(), Some(placement));
        }
        design.apply(&transaction);
        design
    }

    fn drawn(design: &Document) -> PaintList {
        let network = resolve(design);
        let view = View {
            flows: Flow::of_checks(&network, &evaluate_all(&network)),
            ..View::default()
        };
        picture(&network, &arrangement(design), &view)
    }

    #[track_caller]
    fn check_item<'a>(picture: &'a PaintList, id: &str, label: &str) -> &'a Item {
        assert_eq!(check_label(picture, id), label);
        picture.item(id).unwrap()
    }

    #[test]
    fn kinds_are_counted_in_words() {
        assert_eq!(counted(Kind::Subnet, 3), "3 subnets");
        assert_eq!(counted(Kind::VpcEndpoint, 1), "1 VPC endpoint");
        assert_eq!(counted(Kind::Vpc, 1_234_567), "1,234,567 VPCs");
    }

    #[test]
    fn a_tile_says_what_it_holds_and_the_worst_of_it() {
        let picture = drawn(&collapsed(&["vpc-c"]));
        let holds = "holds 2 instances, 2 VPC endpoints, 2 security groups, 1 subnet";
        let label = format!("VPC, vpc-c, collapsed, {holds}, has an error");
        let tile = check_item(&picture, "vpc-c", &label);
        let is_written = |shape: &Shape| match shape {
            Shape::Text { text, .. } => text == "error, 7 objects",
            _ => false,
        };
        assert!(tile.shapes.iter().any(is_written), "{:?}", tile.shapes);
        check_item(&picture, "mark:vpc-c", "vpc-c has an error");
        assert!(picture.item("i-app").is_none() && picture.item("vpce-1/subnet-a").is_none());
    }

    #[test]
    fn lines_lead_to_the_tile_and_are_counted_where_they_run_alike() {
        let picture = drawn(&collapsed(&["vpc-c"]));
        let label = "vpc-c connects by PrivateLink to svc, 2 lines";
        check_item(&picture, "vpc-c->svc", label);
        check_item(&picture, "label:vpc-c->svc", "PrivateLink ×2");
        let both = drawn(&collapsed(&["vpc-c", "vpc-p"]));
        check_item(&both, "svc->vpc-p", "svc forwards to vpc-p");
        let inside = both.items().iter().filter(|item| item.id.contains("nlb"));
        assert_eq!(inside.count(), 0);
    }

    #[test]
    fn one_of_many_alike_stands_for_all_of_them() {
        let text = "
            vpc vpc-a 10.0.0.0/16 Region=us-east-1
              endpoint vpce-a -> svc
            vpc vpc-b 10.0.0.0/16 Region=us-east-1
              endpoint vpce-b -> svc
            vpc vpc-p 10.1.0.0/16 Region=us-east-1
              nlb nlb
            service svc <- nlb
        ";
        let mut design = vpcanvas_fixture::parse(text).unwrap();
        let fold = |design: &mut Document, id: &str, placement: Placement| {
            let mut transaction = Transaction::default();
            transaction.set_placement(design, &id.into(), Some(placement));
            design.apply(&transaction);
        };
        let folded = Placement {
            folded_into: Some("vpc-a".into()),
            ..Placement::default()
        };
        fold(&mut design, "vpc-b", folded);
        let open = drawn(&design);
        assert!(open.item("vpc-b").is_none() && open.item("vpce-b").is_none());
        check_item(
            &open,
            "vpc-a",
            "VPC, vpc-a and 1 like it, 10.0.0.0/16, us-east-1",
        );
        let closed = Placement {
            collapsed: Some(true),
            ..Placement::default()
        };
        fold(&mut design, "vpc-a", closed);
        let closed = drawn(&design);
        let label = "VPC, 2 VPCs like vpc-a, collapsed, holds 1 VPC endpoint";
        assert!(
            check_label(&closed, "vpc-a").starts_with(label),
            "{}",
            check_label(&closed, "vpc-a")
        );
        let line = "vpc-a connects by PrivateLink to svc, 2 lines";
        check_item(&closed, "vpc-a->svc", line);
    }

    #[track_caller]
    fn check_label<'a>(picture: &'a PaintList, id: &str) -> &'a str {
        let item = picture.item(id).unwrap_or_else(|| panic!("no {id}"));
        &item.label
    }

    #[test]
    fn a_subnet_as_a_tile_takes_the_lines_to_its_interfaces() {
        let picture = drawn(&collapsed(&["subnet-a"]));
        check_item(
            &picture,
            "vpce-1->subnet-a",
            "vpce-1 has the interface subnet-a",
        );
    }

    #[test]
    fn a_lock_is_seen_and_said() {
        let mut design = collapsed(&[]);
        let placement = Placement {
            locked: Some(true),
            ..Placement::default()
        };
        let mut transaction = Transaction::default();
        transaction.set_placement(&design, &"i-app".into(), Some(placement));
        design.apply(&transaction);
        check_item(&drawn(&design), "lock:i-app", "i-app is locked");
    }
}
