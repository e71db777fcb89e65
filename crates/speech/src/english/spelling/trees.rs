//! Decision trees from the surroundings of a letter to its sound.

/// What a tree may ask about a letter: other letters, kinds of letters, sounds said before, the place in the word.
pub const FEATURES: usize = 21;
pub type Features = [u8; FEATURES];

/// Marks a leaf in the file; no feature has this number.
pub const LEAF: u8 = 0xff;

/// One tree for each letter, and the sounds they choose from.
pub struct Trees {
    sounds: Vec<String>,
    /// Where the tree of each letter begins.
    roots: [usize; 26],
    /// A leaf is [`LEAF`] and a sound; a question is a feature, a value, and in three bytes where to go on for no.
    nodes: Vec<u8>,
}

impl Trees {
    /// Reads `a line of sounds, 26 roots, nodes`; none if that is not what it is.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let sounds = std::str::from_utf8(&bytes[..end]).ok()?.split(' ').map(str::to_owned).collect();
        let (roots, nodes) = bytes[end + 1..].split_at_checked(26 * 3)?;
        let mut places = [0; 26];
        for (place, root) in places.iter_mut().zip(roots.chunks_exact(3)) {
            *place = offset(root);
        }
        Some(Self { sounds, roots: places, nodes: nodes.to_vec() })
    }

    /// The sounds of a word of lower-case letters.
    pub fn sounds(&self, letters: &[u8]) -> String {
        let mut said: Vec<u8> = Vec::with_capacity(letters.len());
        let mut out = String::new();
        for i in 0..letters.len() {
            let features = features(letters, i, &said, out.contains('ˈ'));
            let sound = self.decide(usize::from(letters[i] - b'a'), &features);
            out.push_str(self.sounds.get(usize::from(sound)).map_or("", String::as_str));
            said.push(sound);
        }
        out
    }

    fn decide(&self, letter: usize, features: &Features) -> u8 {
        let mut at = self.roots[letter];
        while let Some(node) = self.nodes.get(at..at + 2) {
            if node[0] == LEAF {
                return node[1];
            }
            let yes = features.get(usize::from(node[0])) == Some(&node[1]);
            // A file that leads backwards would never end.
            let next =
                if yes { at + 5 } else { self.nodes.get(at + 2..at + 5).map_or(usize::MAX - 5, offset) };
            if next <= at {
                break;
            }
            at = next;
        }
        0
    }
}

fn offset(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |offset, byte| offset << 8 | usize::from(*byte))
}

/// What surrounds a letter, `said` being the sounds of the letters before it.
pub fn features(letters: &[u8], i: usize, said: &[u8], stressed: bool) -> Features {
    let letter =
        |offset: isize| i.checked_add_signed(offset).and_then(|at| letters.get(at)).copied().unwrap_or(0);
    let is_vowel = |at: &usize| kind(letters[*at]) == 1;
    let groups = |range: std::ops::Range<usize>| {
        range.filter(|at| is_vowel(at) && (*at == 0 || !is_vowel(&(at - 1)))).count().min(5) as u8
    };
    let mut features = [0; FEATURES];
    for (place, offset) in [-1, 1, -2, 2, -3, 3, -4, 4, -5, 5].into_iter().enumerate() {
        features[place] = letter(offset);
    }
    for (place, offset) in [-1, 1, -2, 2, 3, 4].into_iter().enumerate() {
        features[10 + place] = kind(letter(offset));
    }
    features[16] = said.last().copied().unwrap_or(LEAF);
    features[17] = said.len().checked_sub(2).map_or(LEAF, |at| said[at]);
    features[18] = u8::from(stressed);
    features[19] = groups(i + 1..letters.len());
    features[20] = groups(0..i);
    features
}

/// Letters that mostly do the same to their neighbours.
fn kind(letter: u8) -> u8 {
    match letter {
        0 => 0,
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => 1,
        b'l' | b'r' => 2,
        b'm' | b'n' => 3,
        b'w' | b'h' => 4,
        b's' | b'z' | b'x' => 5,
        _ => 6,
    }
}
