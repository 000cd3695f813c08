// The WebSocket of molroo-api: errors as messages, and reconnection by close code.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.WebSockets;
using System.Text;
using System.Threading;
using MolrooSocket;
using JsonArray = System.Json.JsonArray;
using Row = System.Json.JsonValue;

internal sealed class Socket : IDisposable
{
    private readonly ClientWebSocket socket = new ClientWebSocket();
    private readonly CancellationToken patience = new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;

    private Socket(string root)
    {
        socket.ConnectAsync(new Uri(root.Replace("http:", "ws:") + "/molroo/ws"), patience).Wait();
    }

    public void Dispose()
    {
        socket.Dispose();
    }

    /// The answer to a message; null where the connection was closed.
    private string Ask(string message)
    {
        socket.SendAsync(new ArraySegment<byte>(Encoding.UTF8.GetBytes(message)), WebSocketMessageType.Text, true, patience).Wait();
        var buffer = new byte[65536];
        WebSocketReceiveResult received = socket.ReceiveAsync(new ArraySegment<byte>(buffer), patience).Result;
        return received.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private int ClosedBy { get { return (int)socket.CloseStatus.Value; } }

    internal static void Check(Report report, Server server)
    {
        Row listing = server.Listing("molroo-socket");
        foreach (Row row in (JsonArray)listing["codes"])
        {
            report.Check(row["code"], () => CheckError(server, row));
        }
        report.Check("messages that are malformed", () => CheckMalformed(server));
        var closeCodes = (JsonArray)listing["close_codes"];
        foreach (Row row in closeCodes)
        {
            report.Check("close " + (int)row["code"], () => CheckClose(server, row));
        }
        report.Check("close codes", () => CheckCloseCodes(closeCodes));
    }

    private static void CheckError(Server server, Row row)
    {
        using (var socket = new Socket(server.Root))
        {
            MolrooSocketException error = MolrooSocketException.DecodeFrame(socket.Ask("{\"type\":\"error\",\"code\":\"" + (string)row["code"] + "\"}"));
            Same.Value(error.Status, 0);
            Same.Text(error.Code, row["code"]);
            Same.Text(error.Message, row["message"]);
            Same.Value(error.Retryable, (bool)row["retryable"]);
            Same.Value(MolrooSocketException.DecodeFrame(socket.Ask("{\"type\":\"ping\"}")), null);
        }
    }

    private static void CheckMalformed(Server server)
    {
        using (var socket = new Socket(server.Root))
        {
            MolrooSocketException error = MolrooSocketException.DecodeFrame(socket.Ask("{\"type\":\"foo\"}"));
            Same.Text(error.Code, ErrorCode.InvalidMessage);
            Same.Text(error.Message, "Unknown message type: foo");
        }
        Same.Value(MolrooSocketException.DecodeFrame(null), null);
    }

    private static void CheckClose(Server server, Row row)
    {
        int code = row["code"];
        if (row["sendable"])
        {
            using (var socket = new Socket(server.Root))
            {
                Same.Text(socket.Ask("{\"type\":\"close\",\"code\":" + code + "}"), null);
                code = socket.ClosedBy;
            }
        }
        CloseCode closed = CloseCode.Find(code);
        Same.Value(closed.Code, (int)row["code"]);
        Same.Text(closed.Meaning, row["meaning"]);
        Same.Text(closed.Action, row["action"]);
        Same.Text(closed.Reconnect.ToString().ToLowerInvariant(), row["reconnect"]);
        var delays = new Dictionary<string, TimeSpan?> { { "never", null }, { "immediately", TimeSpan.Zero }, { "backoff", TimeSpan.FromSeconds(4) } };
        Same.Value(closed.ReconnectDelay(2, 0), delays[row["reconnect"]]);
    }

    private static void CheckCloseCodes(JsonArray rows)
    {
        Same.Text(string.Join(" ", CloseCode.All.Select(it => it.Code)), string.Join(" ", rows.Select(row => (int)row["code"])));
        Same.Value(CloseCode.PolicyViolation.Code, 1008);
        Same.Value(CloseCode.Find(4000), null);
    }
}
