//! Work shared out among threads, in an order that does not depend on how many there are.

/// Too little to be worth a thread.
const LEAST: usize = 8;

/// `work` for each item, in the items' order.
pub fn each<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = threads.min(items.len() / LEAST).max(1);
    if threads == 1 {
        return items.iter().map(work).collect();
    }
    let work = &work;
    std::thread::scope(|scope| {
        let parts = items.chunks(items.len().div_ceil(threads));
        let others: Vec<_> = parts
            .clone()
            .skip(1)
            .map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<R>>()))
            .collect();
        let mut results: Vec<R> = parts.take(1).flatten().map(work).collect();
        for other in others {
            // A panic of a part is a panic of the whole.
            results.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    })
}
