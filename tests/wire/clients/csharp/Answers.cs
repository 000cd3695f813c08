// Every error as the server sends it, against what the server says of its code.

using System;
using System.Collections.Generic;
using System.Json;
using System.Linq;

internal static class Answers
{
    internal static int Check(Server server, string catalogue)
    {
        var report = new Report("csharp export " + catalogue);
        var client = new Client(catalogue);
        JsonValue listing = server.Listing(catalogue);
        bool hasId = ((JsonArray)listing["context"]).Any(name => (string)name == "request_id");
        foreach (JsonValue row in (JsonArray)listing["codes"])
        {
            report.Check(row["code"], () => CheckAnswer(client, server.Get("/" + catalogue + "/" + (string)row["code"]), row, hasId));
        }
        return report.Close();
    }

    private static void CheckAnswer(Client client, Response response, JsonValue row, bool hasId)
    {
        Remote remote = client.Decode(response.Status, response.Headers, response.Body);
        // A socket's codes have no status; over HTTP they are a 500.
        Same.Value(remote["Status"], row["status"] == null ? 500 : (int)row["status"]);
        Same.Text((string)remote["Code"], row["code"]);
        Same.Text((string)remote["ServerMessage"], row["message"]);
        Same.Text((string)remote["UserMessage"], row["user_message"]);
        Same.Value(remote["Retryable"], (bool)row["retryable"]);
        Same.Text(remote["Severity"].ToString().ToLowerInvariant(), row["severity"]);
        Same.Text(string.Join("\n", (IEnumerable<string>)remote["Fixes"]), string.Join("\n", ((JsonArray)row["fix"]).Select(fix => (string)fix)));
        KeyValuePair<string, string> id = response.Headers.Find(header => header.Key.Equals("x-request-id", StringComparison.OrdinalIgnoreCase));
        Same.Text((string)remote.Call("Context", "request_id"), hasId ? id.Value : null);
        // What is no context is not told as one.
        Same.Value(remote.Call("Context", "message"), null);
        List<JsonValue> sent = ((JsonArray)row["details"]).Where(detail => (string)detail["in"] != "message").ToList();
        var examples = new JsonObject(sent.Select(detail => new KeyValuePair<string, JsonValue>(detail["name"], detail["example"])));
        Same.Value(remote["Details"] == null, sent.Count == 0);
        Same.Text(remote["Details"] == null ? "{}" : Canonical.OfObject(remote["Details"]), Canonical.OfJson(examples));
    }
}
