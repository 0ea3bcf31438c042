//! Several ways AWS may take a flow at random: load balancer nodes, targets, addresses of a name.

use super::{Path, Verdict};

/// What it means that one of several ways does not work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    /// AWS does not look: some flows fail (ES-14).
    Blind,
    /// What does not work is left out, as unhealthy targets are (HC-01).
    Healthy,
}

/// The way shown of several: the first that works, else the first of which it cannot be told, else the first.
pub(crate) fn shown(ways: &[Path]) -> usize {
    let first = |wanted| ways.iter().position(|way| way.verdict() == wanted);
    first(Verdict::Reachable)
        .or_else(|| first(Verdict::PartlyReachable))
        .or_else(|| first(Verdict::Unknown))
        .unwrap_or_default()
}

/// Goes on by the way shown. What keeps the others from working is worth knowing beside one that may work; beside one
/// that is blocked it blocks too. `follow` goes on from a path by one of them.
pub(crate) fn take<W>(
    path: Path,
    ways: impl IntoIterator<Item = W>,
    choice: Choice,
    follow: impl Fn(Path, W) -> Path,
) -> Path {
    let mut ways = ways.into_iter();
    let Some(first) = ways.next() else {
        return path;
    };
    let Some(second) = ways.next() else {
        return follow(path, first);
    };
    let ways = [first, second].into_iter().chain(ways);
    let followed = ways.map(|way| follow(Path::default(), way)).collect();
    take_one_of(path, followed, choice)
}

fn take_one_of(mut path: Path, ways: Vec<Path>, choice: Choice) -> Path {
    let shown = shown(&ways);
    let works = |way: &Path| matches!(way.verdict(), Verdict::Reachable | Verdict::PartlyReachable);
    let some_work = ways.iter().any(works);
    let all_work = ways.iter().all(works);
    let may_work = ways
        .get(shown)
        .is_some_and(|way| way.verdict() != Verdict::Unreachable);
    let mut others = Vec::new();
    for (position, way) in ways.into_iter().enumerate() {
        if position == shown {
            path = path.then(way);
        } else {
            others.extend(way.explanations);
        }
    }
    others.retain(|other| !path.explanations.contains(other));
    if may_work {
        path.warnings.extend(others);
    } else {
        path.explanations.extend(others);
    }
    path.partly |= choice == Choice::Blind && some_work && !all_work;
    path
}
