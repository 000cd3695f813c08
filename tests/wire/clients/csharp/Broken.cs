// Bodies that no server should send: none of them throws, and none takes long.

using System;
using System.Collections.Generic;
using System.Text;

internal static class Broken
{
    private const string Whole = "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"a \\u00e9 \\\"b\\\" \\ud83d\\udca5\",\"details\":{\"limit\":3,\"window\":\"w\",\"retry_after\":1.5e0,\"x\":[[1,-0.5,true,null],{\"y\":{}}]}}}";

    internal static void Check(Report report)
    {
        report.Check("a whole one", CheckWhole);
        report.Check("random changes", CheckRandom);
        report.Check("deep ones", CheckDeep);
        report.Check("long ones", CheckLong);
        report.Check("a part that is malformed", CheckMalformed);
        report.Check("duplicates", CheckDuplicates);
        report.Check("nulls", CheckNulls);
    }

    private static RoleSessions.RoleSessionsException Decode(string body)
    {
        return RoleSessions.RoleSessionsException.Decode(429, null, body);
    }

    private static void CheckWhole()
    {
        RoleSessions.RoleSessionsException error = Decode("\uFEFF " + Whole);
        Same.Text(error.Message, "a \u00e9 \"b\" \ud83d\udca5");
        Same.Text(error.Detail("x").ToString(), "[[1,-0.5,true,null],{\"y\":{}}]");
        RoleSessions.JsonValue x = error.Detail("x");
        Same.Value(x.Items[0].Items[0].Integer, 1L);
        Same.Value(x.Items[0].Items[1].Number, -0.5);
        Same.Value(x.Items[0].Items[2].Boolean, true);
        Same.Value(x.Items[0].Items[3].Kind, RoleSessions.JsonKind.Null);
        Same.Value(x.Items[1].Members["y"].Kind, RoleSessions.JsonKind.Map);
        Same.Value(error.RetryAfter, TimeSpan.FromSeconds(1.5));
    }

    private static void CheckRandom()
    {
        const string Signs = "{}[]\",:\\u0e-+.tfn 1\t\ud83d\u0000<";
        var random = new Random(7);
        for (int round = 0; round < 20000; round++)
        {
            var body = new StringBuilder(Whole);
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                int at = random.Next(body.Length);
                switch (random.Next(3))
                {
                    case 0: body[at] = Signs[random.Next(Signs.Length)]; break;
                    case 1: body.Remove(at, Math.Min(random.Next(8), body.Length - at)); break;
                    default: body.Insert(at, Signs[random.Next(Signs.Length)]); break;
                }
            }
            Touch(Decode(body.ToString()));
        }
    }

    /// Everything that reads.
    private static void Touch(RoleSessions.RoleSessionsException error)
    {
        object[] all = { error.Code, error.Message, error.UserMessage, error.RetryAfter, error.RetryDelay(0), error.DocsUrl, error.Severity, error.Category, error.Fixes, error.Details, error.Context("request_id"), error.Detail("x"), error.ToString() };
        Same.Value(error.Status, 429);
        Same.True(error.Retryable && error.Message != null && all.Length > 0, "the retry advice is lost");
    }

    private static void CheckDeep()
    {
        foreach (string open in new[] { "[", "{\"a\":", "{\"error\":", "[{\"a\":[" })
        {
            foreach (int depth in new[] { 63, 64, 65, 5000 })
            {
                var nested = new StringBuilder();
                nested.Insert(0, open, depth);
                Touch(Decode(nested.ToString()));
                Touch(Decode("{\"error\":{\"details\":" + nested));
            }
        }
        string deep = new string('[', 100) + new string(']', 100);
        RoleSessions.RoleSessionsException error = Decode("{\"error\":{\"details\":{\"x\":" + deep + ",\"limit\":3},\"code\":\"rate_limit_exceeded\"}}");
        Same.Text(error.Code, "rate_limit_exceeded");
        Same.Value(error.Detail("x"), null);
        Same.Value(((RoleSessions.RateLimitExceededException)error).Details.Limit, 3u);
    }

    private static void CheckLong()
    {
        string padding = new string('x', 70000);
        RoleSessions.RoleSessionsException early = Decode("{\"error\":{\"code\":\"conflict\",\"message\":\"" + padding + "\"}}");
        Same.Text(early.Code, "conflict");
        Same.Value(early.ServerMessage, null);
        Same.Value(early.Body.Length, 65536);
        Same.Value(Decode("{\"x\":\"" + padding + "\",\"error\":{\"code\":\"conflict\"}}").Code, null);
    }

    private static void CheckMalformed()
    {
        foreach (string part in new[] { "tru", "01", "1.", "-", "[1 2]", "{\"a\" 1}", "{a:1}", "\"\\x\"", "[}", "\"\\u12\"" })
        {
            RoleSessions.RoleSessionsException error = Decode("{\"error\":{\"details\":{\"limit\":" + part + ",\"window\":\"w\"},\"code\":\"rate_limit_exceeded\"}}");
            Same.Text(part + error.Code, part + "rate_limit_exceeded");
            var details = ((RoleSessions.RateLimitExceededException)error).Details;
            Same.Value(details.Limit, null);
            Same.Text(part + details.Window, part + "w");
        }
    }

    private static void CheckDuplicates()
    {
        RoleSessions.RoleSessionsException error = Decode("{\"error\":7,\"error\":{\"code\":\"forbidden\",\"code\":\"conflict\"}}");
        Same.Text(error.Code, "conflict");
    }

    private static void CheckNulls()
    {
        var headers = new[] { new KeyValuePair<string, string>(null, "1"), new KeyValuePair<string, string>("Retry-After", null) };
        RoleSessions.RoleSessionsException error = RoleSessions.RoleSessionsException.Decode(-1, headers, null);
        Same.Value(error.Status, -1);
        Same.Value(error.Retryable, false);
        Same.Value(error.Detail(null), null);
        Same.Value(error.Context(null), null);
        Same.Value(RoleSessions.ErrorInfo.Find(null), null);
        var lists = new[] { new KeyValuePair<string, IEnumerable<string>>("Retry-After", null) };
        Same.Value(RoleSessions.RoleSessionsException.DecodeLists(503, lists, null).RetryAfter, null);
        Same.Value(RoleSessions.RoleSessionsException.DecodeLists(503, null, null).RetryAfter, null);
    }
}
