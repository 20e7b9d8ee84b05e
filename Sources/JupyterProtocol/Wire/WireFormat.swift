// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Messages as the frames of a multipart ZeroMQ message, and back.
///
/// Identities, the delimiter `<IDS|MSG>`, the signature, then header, parent header, metadata and content as JSON
/// text, then any number of buffers.
public struct WireFormat: Sendable {
  public static let delimiter = Array("<IDS|MSG>".utf8)

  private let signer: Signer
  private let replayGuard: ReplayGuard?

  /// - Parameters:
  ///   - key: the connection file's; empty for unsigned messages.
  ///   - refusingReplays: whether `message(from:)` refuses a signature that it has seen before.
  public init(key: String, refusingReplays: Bool = false) {
    signer = Signer(key: key)
    replayGuard = refusingReplays && signer.isEnabled ? ReplayGuard() : nil
  }

  public func frames(of message: Message) -> [[UInt8]] {
    let signed = [message.headerBytes, message.parentHeaderBytes, message.metadataBytes, message.contentBytes]
    return message.identities + [Self.delimiter, signer.signature(of: signed)] + signed + message.buffers
  }

  /// The message in the frames, after its signature has been checked; nothing of it is parsed before.
  /// - Throws: `WireError`.
  public func message(from frames: [[UInt8]]) throws(WireError) -> Message {
    guard let delimiter = frames.firstIndex(of: Self.delimiter) else { throw .noDelimiter(frames: frames.count) }
    let rest = frames[(delimiter + 1)...]
    guard rest.count >= 5 else { throw .tooFewFrames(rest.count) }
    let signature = frames[delimiter + 1]
    let signed = frames[(delimiter + 2)...(delimiter + 5)]

    if signer.isEnabled, signature.isEmpty { throw .unsigned }
    guard signer.verify(signature, of: signed) else { throw .wrongSignature }
    if let replayGuard, !replayGuard.admit(signature) { throw .replayed }

    let parts = Array(signed)
    for (name, part) in zip(["parent_header", "metadata", "content"], parts[1...]) where !Self.looksLikeObject(part) {
      throw .notJSON(part: name, reason: "not a JSON object")
    }
    let header: MessageHeader
    do {
      header = try JSON.decode(from: parts[0])
    } catch {
      throw .notJSON(part: "header", reason: (error as? DecodingError)?.summary ?? "\(error)")
    }
    return Message(
      identities: Array(frames[..<delimiter]), header: header, headerBytes: parts[0], parentHeaderBytes: parts[1],
      metadataBytes: parts[2], contentBytes: parts[3], buffers: Array(frames[(delimiter + 6)...]))
  }

  /// The parts that are parsed later, by who needs them, are only looked at from the outside here.
  private static func looksLikeObject(_ text: [UInt8]) -> Bool {
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    return text.first { !isSpace($0) } == UInt8(ascii: "{") && text.last { !isSpace($0) } == UInt8(ascii: "}")
  }
}
