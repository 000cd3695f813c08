// Every entry of a catalogue, as the server sends it and as proxies spoil it. What is expected comes from the server's
// listing, which is made of the catalogue by other code than the client.

using System;
using System.Collections.Generic;
using System.Json;
using System.Linq;

internal sealed class Entries
{
    private readonly Report report;
    private readonly Server server;
    private readonly string catalogue;
    private readonly Client client;
    private readonly JsonValue listing;

    internal Entries(Report report, Server server, string catalogue)
    {
        this.report = report;
        this.server = server;
        this.catalogue = catalogue;
        client = new Client(catalogue);
        listing = server.Listing(catalogue);
    }

    internal void Check()
    {
        var rows = (JsonArray)listing["codes"];
        report.Check("codes", () => Same.Text(Sorted(rows.Select(row => (string)row["code"])), Sorted(Exceptions.Of[catalogue].Keys)));
        report.Check("constants", () => Same.Text(Sorted(rows.Select(row => (string)row["code"])), Sorted(Constants())));
        foreach (JsonValue row in rows)
        {
            string code = row["code"];
            report.Check(code, () => CheckEntry(row));
            report.Check(code + " in the catalogue", () => CheckInfo(row));
            report.Check(code + " waits", () => CheckDelays(row));
            report.Check(code + " cut", () => CheckCut(row));
            report.Check(code + " of a newer server", () => CheckUnknown(row));
        }
        report.Check("pages of proxies", CheckPages);
    }

    private static string Sorted(IEnumerable<string> codes)
    {
        return string.Join(" ", codes.OrderBy(it => it, StringComparer.Ordinal));
    }

    private IEnumerable<string> Constants()
    {
        return client.Class("ErrorCode").GetFields().Select(field => (string)field.GetRawConstantValue());
    }

    private Response Get(JsonValue row)
    {
        return server.Get("/" + catalogue + "/" + (string)row["code"]);
    }

    private static JsonValue Listed(JsonValue row, string key)
    {
        return row[key];
    }

    private void CheckEntry(JsonValue row)
    {
        Response response = Get(row);
        Remote remote = client.Decode(response);
        // A socket's codes have no status; over HTTP they are a 500.
        JsonValue status = Listed(row, "status");
        Same.Value(remote["Status"], status == null ? 500 : (int)status);
        Same.Value(remote["Status"], response.Status);
        Same.Text((string)remote["Code"], row["code"]);
        Same.Text((string)remote["Message"], row["message"]);
        Same.Text((string)remote["ServerMessage"], row["message"]);
        Same.Text((string)remote["UserMessage"], Listed(row, "user_message"));
        Same.Value(remote["Retryable"], (bool)row["retryable"]);
        Same.Text(remote.Class, Exceptions.Of[catalogue][row["code"]]);
        Same.Text((string)remote["Body"], response.Body);
        CheckContext(remote, response);
        CheckDetails(remote, (JsonArray)row["details"]);
    }

    private void CheckContext(Remote remote, Response response)
    {
        bool has = ((JsonArray)listing["context"]).Any(name => (string)name == "request_id");
        Same.Text((string)remote.Call("Context", "request_id"), has ? response.Headers["x-request-id"] : null);
        // What is no context is not told as one.
        Same.Value(remote.Call("Context", "message"), null);
    }

    private static void CheckDetails(Remote remote, JsonArray details)
    {
        object typed = remote["Details"];
        List<JsonValue> sent = details.Where(detail => (string)detail["in"] != "message").ToList();
        Same.Value(typed == null, sent.Count == 0);
        foreach (JsonValue detail in sent)
        {
            string expected = Canonical.OfJson(Listed(detail, "example"));
            string name = Canonical.Name(detail["name"]);
            string property = typed.GetType().GetProperties().Single(it => Canonical.Name(it.Name) == name).Name;
            Same.Text(Canonical.OfObject(Remote.Get(typed, property)), expected);
            Same.Text(Canonical.OfObject(remote.Call("Detail", detail["name"])), expected);
        }
        Same.Value(remote.Call("Detail", "none"), null);
    }

    private void CheckInfo(JsonValue row)
    {
        object info = Client.Static(client.Class("ErrorInfo"), "Find", (string)row["code"]);
        JsonValue status = Listed(row, "status");
        Same.Value(Remote.Get(info, "Status"), status == null ? 0 : (int)status);
        Same.Value(Remote.Get(info, "Retryable"), (bool)row["retryable"]);
        Same.Text(Remote.Get(info, "Severity").ToString().ToLowerInvariant(), row["severity"]);
        string fixes = string.Join("\n", ((JsonArray)row["fix"]).Select(fix => (string)fix));
        Same.Text(string.Join("\n", (IEnumerable<string>)Remote.Get(info, "Fixes")), fixes);
        Remote remote = client.Decode(Get(row));
        Same.Text(string.Join("\n", (IEnumerable<string>)remote["Fixes"]), fixes);
        Same.Text(remote["Severity"].ToString().ToLowerInvariant(), row["severity"]);
    }

    private void CheckDelays(JsonValue row)
    {
        JsonValue retry = listing["retry"];
        Remote remote = client.Decode(Get(row));
        TimeSpan? told = Told(row);
        Same.Value(remote["RetryAfter"], told);
        int retries = retry["max_retries"];
        for (int attempt = 0; attempt <= retries; attempt++)
        {
            bool again = row["retryable"] && attempt < retries;
            double longest = Math.Min(retry["initial_delay"] * Math.Pow(retry["multiplier"], attempt), retry["max_delay"]);
            TimeSpan shortest = TimeSpan.FromSeconds(longest * (1 - (double)retry["jitter"]));
            Same.Value(remote.Delay(attempt, 0), again ? told ?? TimeSpan.FromSeconds(longest) : (TimeSpan?)null);
            Same.Value(remote.Delay(attempt, 1), again ? told ?? shortest : (TimeSpan?)null);
        }
        Same.Value(remote.Delay(-1, 0), null);
    }

    private TimeSpan? Told(JsonValue row)
    {
        JsonValue status = Listed(row, "status");
        JsonValue fallback = status != null && status == 429 ? Listed(listing["retry"], "default_retry_after") : null;
        JsonValue seconds = Listed(row, "retry_after") ?? fallback;
        return seconds == null ? (TimeSpan?)null : TimeSpan.FromSeconds(seconds);
    }

    /// A body that ends early costs what is missing: what one length says, the next ones do not take back.
    private void CheckCut(JsonValue row)
    {
        Response response = Get(row);
        Remote whole = client.Decode(response);
        bool told = false;
        for (int length = 0; length <= response.Body.Length; length++)
        {
            Remote remote = client.Decode(new Response { Status = response.Status, Lists = response.Lists, Body = response.Body.Substring(0, length) });
            Same.Value(remote["Status"], response.Status);
            Same.True(remote["ServerMessage"] == null || remote["ServerMessage"].Equals(whole["ServerMessage"]), "a wrong message");
            bool tells = remote["Code"] != null;
            Same.True(tells || !told, "the code is gone again");
            told = tells;
            Same.Text((string)remote["Code"], told ? (string)row["code"] : null);
            Same.Value(remote["Retryable"], told ? (bool)row["retryable"] : Retries(response.Status));
            bool waits = response.Headers.ContainsKey("retry-after");
            Same.True(!waits || remote["RetryAfter"].Equals(Told(row)), "the wait is lost");
        }
        Same.True(told, "the code was never read");
    }

    private bool Retries(int status)
    {
        return ((JsonArray)listing["retry"]["statuses"]).Any(it => (int)it == status);
    }

    private void CheckUnknown(JsonValue row)
    {
        Response response = Get(row);
        string code = new JsonPrimitive((string)row["code"]).ToString();
        var newer = new Response { Status = response.Status, Lists = response.Lists, Body = response.Body.Replace(code, "\"brand-new\"") };
        if (newer.Body == response.Body)
        {
            // A catalogue whose bodies carry no code: the status tells the entry.
            Same.Text(catalogue, "persona-sdk");
            return;
        }
        Remote remote = client.Decode(newer);
        Same.Text((string)remote["Code"], "brand-new");
        Same.Value(remote["Info"], null);
        Same.Value(remote["Details"], null);
        Same.Text((string)remote["Message"], row["message"]);
        Same.Value(remote["Retryable"], Retries(response.Status));
    }

    private void CheckPages()
    {
        const string Page = "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1>{\"error\":{\"code\":\"x\"}}</body></html>";
        foreach (int status in new[] { 413, 502, 503, 504 })
        {
            foreach (string body in new[] { Page, "", "null", "[]", "{}", "{", "\"", "\uFEFF", new string('[', 100000), null })
            {
                var page = new Response { Status = status, Lists = new List<KeyValuePair<string, IEnumerable<string>>>(), Body = body };
                page.Lists.Add(new KeyValuePair<string, IEnumerable<string>>("retry-after", new[] { "7" }));
                Remote remote = client.Decode(page);
                Same.Value(remote["Status"], status);
                Same.Value(remote["ServerMessage"], null);
                Same.Value(remote["RetryAfter"], TimeSpan.FromSeconds(7));
                Same.True(remote["Code"] != null || remote["Retryable"].Equals(Retries(status)), "the retry advice is lost");
                Same.True(catalogue == "persona-sdk" || remote["Code"] == null, "a code out of nothing");
            }
        }
    }
}
