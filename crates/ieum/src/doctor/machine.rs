//! Memory and processor.

use super::Finding;

/// The models and their work take about half of this.
const ENOUGH_MEMORY: u64 = 1_500_000_000;

pub fn examine() -> Vec<Finding> {
    memory().into_iter().chain([processor()]).collect()
}

/// How much memory can be had; unknown where the system does not tell it in the usual file.
pub fn available_memory() -> Option<u64> {
    told_as_available(&std::fs::read_to_string("/proc/meminfo").ok()?)
}

fn memory() -> Option<Finding> {
    let available = available_memory()?;
    let what = format!("{:.1} GB available", available as f64 / 1e9);
    Some(match available {
        ENOUGH_MEMORY.. => Finding::good("memory", what),
        _ => Finding::note(
            "memory",
            what,
            "close other programs: about 1 GB is used while listening and speaking",
        ),
    })
}

fn told_as_available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

fn processor() -> Finding {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let what = format!("{cores} cores, {}", vector_units());
    match cores {
        0 | 1 => Finding::note("processor", what, "two cores or more answer without a pause"),
        _ => Finding::good("processor", what),
    }
}

#[cfg(target_arch = "x86_64")]
fn vector_units() -> String {
    let found = [
        ("AVX2", std::arch::is_x86_feature_detected!("avx2")),
        ("AVX-512", std::arch::is_x86_feature_detected!("avx512f")),
        ("VNNI", std::arch::is_x86_feature_detected!("avx512vnni")),
    ];
    let names: Vec<_> = found.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect();
    if names.is_empty() { "no AVX2: recognition will be slow".into() } else { names.join(", ") }
}

#[cfg(not(target_arch = "x86_64"))]
fn vector_units() -> String {
    std::env::consts::ARCH.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn available_memory_is_read() {
        let check = |text: &str, expected| assert_eq!(told_as_available(text), expected, "{text}");
        check("MemTotal:  100 kB\nMemAvailable:   2048 kB\n", Some(2 * 1024 * 1024));
        check("MemTotal: 100 kB\n", None);
        check("MemAvailable: lots\n", None);
    }
}
