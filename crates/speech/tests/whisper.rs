//! Whisper of other shapes than the one that can be fetched: weights of no meaning, made here, in both file formats.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use domain::Language;
use serde_json::{Value, json};
use speech::whisper::{Request, Whisper};

struct Shape {
    width: usize,
    heads: usize,
    encoder_layers: usize,
    decoder_layers: usize,
    bands: usize,
    vocabulary: usize,
}

/// Name, shape and, for a whole number instead of weights, its value.
type Tensor = (String, Vec<usize>);

const FRAMES: usize = 1500;
const TOKENS: usize = 448;
/// As many different weights as are made; then they come again.
const DIFFERENT: usize = 1 << 16;

#[test]
fn models_of_every_shape_are_read_and_run() {
    let tiny =
        Shape { width: 384, heads: 6, encoder_layers: 4, decoder_layers: 4, bands: 80, vocabulary: 51_865 };
    // As wide as large-v3-turbo and with its vocabulary, with fewer layers of the same kind.
    let turbo = Shape {
        width: 1280,
        heads: 20,
        encoder_layers: 2,
        decoder_layers: 2,
        bands: 128,
        vocabulary: 51_866,
    };
    for (what, shape, write) in [
        ("tiny of CTranslate2", &tiny, write_ctranslate2 as fn(&Shape, &Path)),
        ("tiny of Hugging Face", &tiny, write_hugging_face),
        ("turbo of Hugging Face", &turbo, write_hugging_face),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(shape, folder.path());
        write_tokenizer(shape, folder.path());
        let whisper = Whisper::open(folder.path()).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(whisper.max_samples(), 30 * 16_000, "{what}");
        let samples: Vec<f32> = (0..16_000).map(|i| (i as f32 * 0.1).sin() * 0.1).collect();
        for language in [None, Some(Language::Korean)] {
            let request = Request { language, quick: true, ..Request::default() };
            let heard =
                whisper.recognise(&samples, &request).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert!(heard.log_probability.is_finite() && (0.0..=1.0).contains(&heard.no_speech), "{what}");
        }
    }
}

#[test]
fn nothing_is_invented_where_nobody_speaks() {
    let whisper = Whisper::open(&models::testing::folder().join("whisper-base")).unwrap();
    let mut state = 1u32;
    let noise: Vec<f32> = (0..32_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        })
        .collect();
    let scaled = |gain: &dyn Fn(usize) -> f32| -> Vec<f32> {
        noise.iter().enumerate().map(|(i, x)| x * gain(i)).collect()
    };
    let rumble: Vec<f32> = noise
        .iter()
        .scan(0.0, |level, x| {
            *level = *level * 0.98 + x * 0.02;
            Some(*level)
        })
        .collect();
    let tone = |hertz: f32| -> Vec<f32> {
        (0..32_000).map(|i| (i as f32 * hertz * std::f32::consts::TAU / 16_000.0).sin() * 0.1).collect()
    };
    for (what, samples) in [
        ("silence", vec![0.0; 32_000]),
        ("soft noise", scaled(&|_| 0.05)),
        ("loud noise", scaled(&|_| 0.3)),
        ("a short noise", scaled(&|_| 0.1)[..8_000].to_vec()),
        ("breath", scaled(&|i| 0.05 * (i as f32 / 5_000.0).sin().max(0.0).powi(2))),
        ("rumble", rumble),
        ("a hum", tone(60.0)),
        ("a whistle", tone(1_000.0)),
    ] {
        for language in [None, Some(Language::Korean)] {
            let heard = whisper.recognise(&samples, &Request { language, ..Request::default() }).unwrap();
            assert_eq!(heard.text, "", "{what}, {language:?}: {heard:?}");
        }
    }
}

/// The tokenizer of the real model; the larger vocabulary has one more language, so that what follows moves on by one.
fn write_tokenizer(shape: &Shape, folder: &Path) {
    let real = models::testing::folder().join("whisper-base/tokenizer.json");
    let mut tokenizer: Value = serde_json::from_slice(&fs::read(real).unwrap()).unwrap();
    if shape.vocabulary > 51_865 {
        let tokens = tokenizer["added_tokens"].as_array_mut().unwrap();
        let mut cantonese = tokens.iter().find(|token| token["content"] == "<|su|>").unwrap().clone();
        let last = cantonese["id"].as_u64().unwrap();
        for token in tokens.iter_mut().filter(|token| token["id"].as_u64().unwrap() > last) {
            token["id"] = (token["id"].as_u64().unwrap() + 1).into();
        }
        cantonese["id"] = (last + 1).into();
        cantonese["content"] = "<|yue|>".into();
        tokens.push(cantonese);
        tokens.sort_by_key(|token| token["id"].as_u64());
    }
    fs::write(folder.join("tokenizer.json"), tokenizer.to_string()).unwrap();
}

fn write_ctranslate2(shape: &Shape, folder: &Path) {
    let (d, text) = (shape.width, |file: &mut Vec<u8>, text: &str| {
        file.extend((text.len() as u16 + 1).to_le_bytes());
        file.extend(text.bytes().chain([0]));
    });
    let linear = |name: String, out: usize, inner: usize| -> Vec<Tensor> {
        vec![(format!("{name}/weight"), vec![out, inner]), (format!("{name}/bias"), vec![out])]
    };
    let norm = |name: String| -> Vec<Tensor> {
        ["gamma", "beta"].map(|part| (format!("{name}/layer_norm/{part}"), vec![d])).to_vec()
    };
    let mut tensors: Vec<Tensor> = vec![
        ("encoder/conv1/weight".into(), vec![d, shape.bands, 3]),
        ("encoder/conv1/bias".into(), vec![d]),
        ("encoder/conv2/weight".into(), vec![d, d, 3]),
        ("encoder/conv2/bias".into(), vec![d]),
        ("encoder/position_encodings/encodings".into(), vec![FRAMES, d]),
        ("decoder/position_encodings/encodings".into(), vec![TOKENS, d]),
        ("decoder/embeddings/weight".into(), vec![shape.vocabulary, d]),
    ];
    for (half, layers) in [("encoder", shape.encoder_layers), ("decoder", shape.decoder_layers)] {
        tensors.extend(norm(half.into()));
        for layer in (0..layers).map(|i| format!("{half}/layer_{i}")) {
            tensors.extend(linear(format!("{layer}/self_attention/linear_0"), 3 * d, d));
            tensors.extend(linear(format!("{layer}/self_attention/linear_1"), d, d));
            tensors.extend(norm(format!("{layer}/self_attention")));
            if half == "decoder" {
                tensors.extend(linear(format!("{layer}/attention/linear_0"), d, d));
                tensors.extend(linear(format!("{layer}/attention/linear_1"), 2 * d, d));
                tensors.extend(linear(format!("{layer}/attention/linear_2"), d, d));
                tensors.extend(norm(format!("{layer}/attention")));
            }
            tensors.extend(linear(format!("{layer}/ffn/linear_0"), 4 * d, d));
            tensors.extend(linear(format!("{layer}/ffn/linear_1"), d, 4 * d));
            tensors.extend(norm(format!("{layer}/ffn")));
        }
    }
    let mut file = 6u32.to_le_bytes().to_vec();
    text(&mut file, "WhisperSpec");
    file.extend(3u32.to_le_bytes());
    file.extend((tensors.len() as u32 + 2).to_le_bytes());
    for half in ["encoder", "decoder"] {
        text(&mut file, &format!("{half}/num_heads"));
        file.extend([0, 2]);
        file.extend(2u32.to_le_bytes());
        file.extend((shape.heads as u16).to_le_bytes());
    }
    for (name, axes) in tensors {
        text(&mut file, &name);
        file.push(axes.len() as u8);
        axes.iter().for_each(|axis| file.extend((*axis as u32).to_le_bytes()));
        file.push(4);
        let count = axes.iter().product();
        file.extend((count as u32 * 2).to_le_bytes());
        write_weights(count, &mut file);
    }
    file.extend(1u32.to_le_bytes());
    text(&mut file, "decoder/projection/weight");
    text(&mut file, "decoder/embeddings/weight");
    fs::write(folder.join("model.bin"), file).unwrap();
    fs::write(folder.join("config.json"), "{}").unwrap();
}

/// In two files with an index.
fn write_hugging_face(shape: &Shape, folder: &Path) {
    let d = shape.width;
    let mut tensors: Vec<Tensor> = vec![
        ("encoder.conv1.weight".into(), vec![d, shape.bands, 3]),
        ("encoder.conv1.bias".into(), vec![d]),
        ("encoder.conv2.weight".into(), vec![d, d, 3]),
        ("encoder.conv2.bias".into(), vec![d]),
        ("encoder.embed_positions.weight".into(), vec![FRAMES, d]),
        ("decoder.embed_positions.weight".into(), vec![TOKENS, d]),
        ("decoder.embed_tokens.weight".into(), vec![shape.vocabulary, d]),
    ];
    for (half, layers) in [("encoder", shape.encoder_layers), ("decoder", shape.decoder_layers)] {
        let norm = |name: String| ["weight", "bias"].map(|part| (format!("{name}.{part}"), vec![d]));
        tensors.extend(norm(format!("{half}.layer_norm")));
        for layer in (0..layers).map(|i| format!("{half}.layers.{i}")) {
            let attentions: &[&str] =
                if half == "decoder" { &["self_attn", "encoder_attn"] } else { &["self_attn"] };
            for attention in attentions {
                for part in ["q_proj", "k_proj", "v_proj", "out_proj"] {
                    tensors.push((format!("{layer}.{attention}.{part}.weight"), vec![d, d]));
                    if part != "k_proj" {
                        tensors.push((format!("{layer}.{attention}.{part}.bias"), vec![d]));
                    }
                }
                tensors.extend(norm(format!("{layer}.{attention}_layer_norm")));
            }
            tensors.push((format!("{layer}.fc1.weight"), vec![4 * d, d]));
            tensors.push((format!("{layer}.fc1.bias"), vec![4 * d]));
            tensors.push((format!("{layer}.fc2.weight"), vec![d, 4 * d]));
            tensors.push((format!("{layer}.fc2.bias"), vec![d]));
            tensors.extend(norm(format!("{layer}.final_layer_norm")));
        }
    }
    let mut index = serde_json::Map::new();
    for (i, part) in tensors.chunks(tensors.len() / 2 + 1).enumerate() {
        let name = format!("model-0000{}-of-00002.safetensors", i + 1);
        let (mut header, mut at) = (serde_json::Map::new(), 0);
        for (tensor, axes) in part {
            let end = at + axes.iter().product::<usize>() * 2;
            let tensor = format!("model.{tensor}");
            index.insert(tensor.clone(), name.clone().into());
            header.insert(tensor, json!({ "dtype": "F16", "shape": axes, "data_offsets": [at, end] }));
            at = end;
        }
        let header = Value::from(header).to_string();
        let mut file = BufWriter::new(fs::File::create(folder.join(name)).unwrap());
        file.write_all(&(header.len() as u64).to_le_bytes()).unwrap();
        file.write_all(header.as_bytes()).unwrap();
        write_weights(at / 2, &mut file);
        file.flush().unwrap();
    }
    let write = |name: &str, value: Value| fs::write(folder.join(name), value.to_string()).unwrap();
    write("model.safetensors.index.json", json!({ "weight_map": index }));
    write(
        "config.json",
        json!({ "encoder_attention_heads": shape.heads, "decoder_attention_heads": shape.heads }),
    );
    write("generation_config.json", json!({ "suppress_tokens": [1, 2], "alignment_heads": null }));
}

/// Small numbers without a pattern, as 16-bit floats.
fn write_weights(count: usize, out: &mut impl Write) {
    let mut state = 0x2545_F491u32;
    let different: Vec<u8> = (0..DIFFERENT.min(count))
        .flat_map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            // A sign, an exponent of 1/64 and any fraction.
            let bits = ((state >> 16) as u16 & 0x83FF) | 0x2400;
            bits.to_le_bytes()
        })
        .collect();
    let mut rest = count * 2;
    while rest > 0 {
        let now = rest.min(different.len());
        out.write_all(&different[..now]).unwrap();
        rest -= now;
    }
}
