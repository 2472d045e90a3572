//! What a program takes of memory, with all processes that it has started: WebKit shows a page in one process and fetches it in another.

use std::fs;

/// The proportional share of a process and its descendants, in megabytes: what is shared with others counts in part.
pub(crate) fn resident(process: u32) -> f64 {
    family(process).into_iter().filter_map(share).sum::<f64>() / 1e6
}

/// A process and its descendants.
pub(crate) fn family(process: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let child = entry.ok()?.file_name().to_str()?.parse().ok()?;
            Some((child, parent(child)?))
        })
        .collect();
    let mut family = vec![process];
    let mut asked = 0;
    while let Some(of) = family.get(asked).copied() {
        family.extend(parents.iter().filter(|(_, parent)| *parent == of).map(|(child, _)| child));
        asked += 1;
    }
    family
}

/// The parent stands behind the name, which is in brackets and may have anything in it.
fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// The proportional share of one process, in bytes. Who has ended has none.
pub(crate) fn share(process: u32) -> Option<f64> {
    let sums = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = sums.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024.0)
}
