// The exported clients against what errors-runtime finds in responses: files like those in `tests/conformance`, which
// `docs/decoder.md` describes.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Json;
using System.Linq;
using System.Text;

internal sealed class Conformance
{
    private readonly JsonValue document;
    private readonly Client client;
    private readonly List<string> contexts;

    private Conformance(string path)
    {
        document = JsonValue.Parse(File.ReadAllText(path));
        client = new Client(Path.GetFileNameWithoutExtension(document["catalogue"]));
        contexts = ((JsonArray)document["cases"]).SelectMany(it => Names(Member(it["expect"], "context"))).Distinct().ToList();
    }

    /// Checks every case of a file.
    internal static int Check(string path)
    {
        string folder = Path.GetFileName(Path.GetDirectoryName(path));
        var report = new Report("csharp " + folder + " " + Path.GetFileNameWithoutExtension(path));
        new Conformance(path).Check(report);
        return report.Close();
    }

    private void Check(Report report)
    {
        foreach (JsonValue it in (JsonArray)document["cases"])
        {
            report.Check(it["name"], () => CheckCase(it));
        }
        if (document.ContainsKey("codes"))
        {
            report.Check("codes", () => Same.Text(string.Join(" ", client.Codes), Texts(document["codes"])));
            report.Check("retry policy", () => CheckRetry(document["retry"]));
        }
    }

    private static string Texts(JsonValue list)
    {
        return string.Join(" ", ((JsonArray)list).Select(text => (string)text));
    }

    private static JsonValue Member(JsonValue of, string name)
    {
        return of.ContainsKey(name) ? of[name] : null;
    }

    private static IEnumerable<string> Names(JsonValue members)
    {
        return members == null ? Enumerable.Empty<string>() : ((JsonObject)members).Keys;
    }

    private static byte[] Bytes(JsonValue it)
    {
        if (!it.ContainsKey("hex"))
        {
            return Encoding.UTF8.GetBytes(Text(Member(it, "body")));
        }
        string hex = it["hex"];
        return Enumerable.Range(0, hex.Length / 2).Select(at => Convert.ToByte(hex.Substring(2 * at, 2), 16)).ToArray();
    }

    /// A text, or the parts of one: texts, and texts with how often each is repeated.
    private static string Text(JsonValue written)
    {
        var parts = written as JsonArray;
        return parts == null ? (string)written ?? "" : string.Concat(parts.Select(Part));
    }

    private static string Part(JsonValue part)
    {
        var repeated = part as JsonArray;
        return repeated == null ? (string)part : string.Concat(Enumerable.Repeat((string)repeated[0], repeated[1]));
    }

    private void CheckCase(JsonValue it)
    {
        JsonValue expect = it["expect"];
        byte[] bytes = Bytes(it);
        string body = Encoding.UTF8.GetString(bytes);
        var headers = ((JsonArray)Member(it, "headers") ?? new JsonArray()).Select(pair => new KeyValuePair<string, string>(pair[0], Text(pair[1]))).ToList();
        Remote remote = client.Decode(it["status"], headers, body);
        Same.Text(Told(remote), Expected(expect));
        Same.Value(remote["Status"], (int)it["status"]);
        Same.Text((string)remote["ReceivedCode"], Member(expect, "received") ?? Member(expect, "code"));
        Same.Value(Encoding.UTF8.GetByteCount((string)remote["Body"]), (int)(Member(expect, "kept") ?? bytes.Length));
        CheckDetails(remote, expect);
        CheckClass(remote, Member(expect, "class"));
        if (it["status"] == 0 && headers.Count == 0 && client.HasFrames)
        {
            Remote frame = client.DecodeFrame(body);
            Same.Text(frame == null ? null : Told(frame), remote["Code"] == null ? null : Told(remote));
        }
    }

    private string Told(Remote remote)
    {
        var delay = (TimeSpan?)remote["RetryAfter"];
        var lines = new List<string> { "code: " + remote["Code"], "known: " + (remote["Info"] != null), "message: " + remote["ServerMessage"], "text: " + remote["Message"] };
        lines.Add("retryable: " + remote["Retryable"]);
        lines.Add("wait: " + (delay == null ? "" : delay.Value.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture)));
        lines.Add("fixes: " + string.Join("|", (IEnumerable<string>)remote["Fixes"]));
        lines.Add("user message: " + remote["UserMessage"]);
        lines.Add("severity: " + remote["Severity"]);
        lines.Add("category: " + remote["Category"]);
        lines.Add("docs: " + remote["DocsUrl"]);
        lines.AddRange(contexts.Select(name => name + ": " + remote.Call("Context", name)));
        return string.Join("\n", lines);
    }

    private string Expected(JsonValue expect)
    {
        JsonValue context = Member(expect, "context") ?? new JsonObject();
        JsonValue delay = Member(expect, "retry_after_ms");
        JsonValue message = Member(expect, "message");
        string severity = Member(expect, "severity") ?? "";
        var lines = new List<string> { "code: " + (string)Member(expect, "code"), "known: " + expect.ContainsKey("known"), "message: " + (string)message, "text: " + (string)(message ?? Member(expect, "text")) };
        lines.Add("retryable: " + expect.ContainsKey("retryable"));
        lines.Add("wait: " + (delay == null ? "" : ((double)delay).ToString("0.###", CultureInfo.InvariantCulture)));
        lines.Add("fixes: " + string.Join("|", ((JsonArray)Member(expect, "fixes") ?? new JsonArray()).Select(fix => (string)fix)));
        lines.Add("user message: " + (string)Member(expect, "user_message"));
        lines.Add("severity: " + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(severity));
        lines.Add("category: " + (string)Member(expect, "category"));
        lines.Add("docs: " + (string)Member(expect, "docs_url"));
        lines.AddRange(contexts.Select(name => name + ": " + (string)Member(context, name)));
        return string.Join("\n", lines);
    }

    private static void CheckDetails(Remote remote, JsonValue expect)
    {
        JsonValue details = Member(expect, "details") ?? new JsonObject();
        JsonValue untyped = Member(expect, "untyped") ?? new JsonObject();
        object typed = remote["Details"];
        Same.Text(typed == null ? "{}" : Canonical.OfObject(typed), Canonical.OfJson(details));
        foreach (string name in Names(details))
        {
            Same.True(remote.Call("Detail", name) != null, name + " is missing");
        }
        foreach (string name in Names(untyped))
        {
            Same.Text(Canonical.OfObject(remote.Call("Detail", name)), Canonical.OfJson(untyped[name]));
        }
    }

    private void CheckClass(Remote remote, JsonValue names)
    {
        if (names == null)
        {
            return;
        }
        string name = names["csharp"] ?? client.Base;
        // A name that is taken gets the catalogue's before it.
        string prefixed = client.Base.Substring(0, client.Base.Length - "Exception".Length) + name;
        Same.True(new[] { name, prefixed, prefixed + "2" }.Contains(remote.Class), remote.Class + " is not " + name);
    }

    private void CheckRetry(JsonValue retry)
    {
        int retries = retry["max_retries"];
        foreach (JsonValue pair in (JsonArray)retry["delays"])
        {
            int attempt = pair[0];
            double longest = pair[1];
            double shortest = longest * (1 - (double)retry["jitter"]);
            // A tick is a tenth of a microsecond.
            Same.True(Math.Abs(client.Delay(attempt, 0) - longest) < 1e-6, "the delay is " + client.Delay(attempt, 0));
            Same.True(Math.Abs(client.Delay(attempt, 1) - shortest) < 1e-6, "the delay is " + client.Delay(attempt, 1));
        }
        foreach (JsonValue it in (JsonArray)document["cases"])
        {
            Remote remote = client.Decode(it["status"], new List<KeyValuePair<string, string>>(), Text(Member(it, "body")));
            TimeSpan? delay = remote.Delay(0, 0);
            Same.Value(delay != null, (bool)remote["Retryable"]);
            Same.True(delay == null || delay.Equals(remote["RetryAfter"] ?? delay), "not the wait that was asked for");
            Same.Value(remote.Delay(retries, 0), null);
            Same.Value(remote.Delay(-1, 0), null);
        }
    }
}
