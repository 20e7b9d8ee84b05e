// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Testing

/// JSON as Jupyter's documentation and clients write it, read and written again.
@Suite struct MessageTests {
  private func check<Content: MessageContent>(
    _ type: Content.Type, _ name: MessageType, _ json: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let content = try JSON.decode(type, from: Array(json.utf8))
    let written = String(decoding: try JSON.encode(content), as: UTF8.self)
    #expect(try JSONValue(parsing: written) == JSONValue(parsing: json), sourceLocation: sourceLocation)
    #expect(Content.messageType == name, sourceLocation: sourceLocation)
  }

  @Test("Execution")
  func execution() throws {
    try check(
      ExecuteRequest.self, "execute_request",
      #"{"code":"x","silent":true,"store_history":false,"user_expressions":{"a":"b"},"allow_stdin":false,"stop_on_error":false}"#
    )
    try check(
      ExecuteReply.self, "execute_reply",
      #"""
      {"status":"ok","execution_count":3,"payload":[{"source":"page"}],"user_expressions":{
        "good":{"status":"ok","data":{"text/plain":"1"},"metadata":{}},
        "bad":{"status":"error","ename":"E","evalue":"v","traceback":["t"]}}}
      """#)
    try check(
      ExecuteReply.self, "execute_reply",
      #"{"status":"error","ename":"E","evalue":"v","traceback":["t"],"execution_count":3,"payload":[],"user_expressions":{}}"#
    )
    try check(ExecuteInput.self, "execute_input", #"{"code":"x","execution_count":1}"#)
  }

  @Test("What clients leave out gets the protocol's defaults")
  func defaults() throws {
    let request: ExecuteRequest = try JSON.decode(from: Array(#"{"code":"x","user_expressions":null}"#.utf8))
    #expect(!request.silent && request.storeHistory && request.stopOnError && request.allowStdin)
    let complete: CompleteRequest = try JSON.decode(from: Array(#"{"code":"héé"}"#.utf8))
    #expect(complete.cursor == 3)
    let reply: ExecuteReply = try JSON.decode(from: Array(#"{"status":"aborted"}"#.utf8))
    #expect(reply.outcome.status == .aborted && reply.outcome.error == nil)
  }

  @Test("Output")
  func output() throws {
    try check(StreamContent.self, "stream", #"{"name":"stdout","text":"a\u0000\u001b[31m/é🦢\n"}"#)
    try check(
      DisplayContent.self, "display_data",
      #"{"data":{"text/plain":"x","application/json":{"a":[1,2.5,null,true]}},"metadata":{"image/png":{"width":3}},"transient":{"display_id":"d"}}"#
    )
    try check(DisplayContent.self, "display_data", #"{"data":{},"metadata":{},"transient":{}}"#)
    try check(ExecuteResult.self, "execute_result", #"{"data":{"text/plain":"x"},"metadata":{},"execution_count":2}"#)
    try check(ErrorContent.self, "error", #"{"ename":"E","evalue":"v","traceback":["a","b"]}"#)
    try check(ClearOutput.self, "clear_output", #"{"wait":true}"#)
    try check(StatusContent.self, "status", #"{"execution_state":"busy"}"#)
    try check(IOPubWelcome.self, "iopub_welcome", #"{"subscription":"t"}"#)
  }

  @Test("Questions about code")
  func queries() throws {
    try check(CompleteRequest.self, "complete_request", #"{"code":"a.","cursor_pos":2}"#)
    try check(
      CompleteReply.self, "complete_reply",
      #"{"status":"ok","matches":["a"],"cursor_start":0,"cursor_end":2,"metadata":{}}"#)
    try check(InspectRequest.self, "inspect_request", #"{"code":"a","cursor_pos":1,"detail_level":1}"#)
    try check(
      InspectReply.self, "inspect_reply", #"{"status":"ok","found":true,"data":{"text/plain":"x"},"metadata":{}}"#)
    try check(IsCompleteRequest.self, "is_complete_request", #"{"code":"a"}"#)
    try check(IsCompleteReply.self, "is_complete_reply", #"{"status":"incomplete","indent":"  "}"#)
    try check(IsCompleteReply.self, "is_complete_reply", #"{"status":"complete"}"#)
  }

  @Test("History")
  func history() throws {
    try check(HistoryRequest.self, "history_request", #"{"output":true,"raw":false,"hist_access_type":"tail","n":5}"#)
    try check(
      HistoryRequest.self, "history_request",
      #"{"output":false,"raw":true,"hist_access_type":"range","session":-1,"start":1,"stop":3}"#)
    try check(
      HistoryRequest.self, "history_request",
      #"{"output":false,"raw":true,"hist_access_type":"search","pattern":"a*","n":2,"unique":true}"#)
    try check(
      HistoryReply.self, "history_reply", #"{"status":"ok","history":[[1,2,"code"],[1,3,["code",null]]]}"#)
    #expect(throws: DecodingError.self) {
      try JSON.decode(HistoryRequest.self, from: Array(#"{"hist_access_type":"all"}"#.utf8))
    }
  }

  @Test("Comms")
  func comms() throws {
    try check(CommOpen.self, "comm_open", #"{"comm_id":"c","target_name":"t","data":{"a":1}}"#)
    try check(CommMessage.self, "comm_msg", #"{"comm_id":"c","data":{}}"#)
    try check(CommClose.self, "comm_close", #"{"comm_id":"c","data":{}}"#)
    try check(CommInfoRequest.self, "comm_info_request", #"{"target_name":"t"}"#)
    try check(CommInfoRequest.self, "comm_info_request", "{}")
    try check(CommInfoReply.self, "comm_info_reply", #"{"status":"ok","comms":{"c":{"target_name":"t"}}}"#)
  }

  @Test("The kernel itself")
  func kernel() throws {
    try check(KernelInfoRequest.self, "kernel_info_request", "{}")
    try check(
      KernelInfoReply.self, "kernel_info_reply",
      #"""
      {"status":"ok","protocol_version":"5.5","implementation":"i","implementation_version":"1","language_info":
      {"name":"l","version":"2","mimetype":"text/x","file_extension":".l","pygments_lexer":"p",
      "codemirror_mode":{"name":"m"},"nbconvert_exporter":"e"},"banner":"b","help_links":[{"text":"t","url":"u"}],
      "supported_features":["debugger"]}
      """#)
    try check(InterruptRequest.self, "interrupt_request", "{}")
    try check(InterruptReply.self, "interrupt_reply", #"{"status":"ok"}"#)
    try check(ShutdownRequest.self, "shutdown_request", #"{"restart":true}"#)
    try check(ShutdownReply.self, "shutdown_reply", #"{"status":"ok","restart":false}"#)
    try check(ConnectRequest.self, "connect_request", "{}")
    try check(
      ConnectReply.self, "connect_reply",
      #"{"status":"ok","shell_port":1,"iopub_port":2,"stdin_port":3,"hb_port":4,"control_port":5}"#)
    try check(InputRequest.self, "input_request", #"{"prompt":"p","password":true}"#)
    try check(InputReply.self, "input_reply", #"{"status":"ok","value":"v"}"#)
  }

  @Test("A reply with an error throws it")
  func failure() throws {
    let session = Session(id: "s", username: "u")
    let error = ErrorContent(name: "E", value: "why")
    let message = try session.message(ReplyOutcome.error(error), type: "complete_reply")
    let failure = #expect(throws: RequestFailure.self) { try message.reply(as: CompleteReply.self) }
    #expect(failure?.error == error)
    #expect(failure?.description == "complete_reply: E: why")
  }
}
