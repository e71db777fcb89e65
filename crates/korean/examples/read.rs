//! Shows how each line of the input is read and pronounced: `echo 3시 | cargo run -p korean --example read`.

#![allow(clippy::print_stdout)] // it has nothing else to show it with

fn main() {
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let read = korean::reading::read(&line);
        println!("{line} = {read} = {}", korean::pronounce::pronounce(&read));
    }
}
