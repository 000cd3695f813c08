// Bodies at random and arguments that are null: nothing throws.

using System;
using System.Collections.Generic;
using System.Text;

internal static class Broken
{
    private const string Whole = "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"a \\u00e9 \\\"b\\\" \\ud83d\\udca5\",\"details\":{\"limit\":3,\"window\":\"w\",\"retry_after\":1.5e0,\"x\":[[1,-0.5,true,null],{\"y\":{}}]}}}";

    internal static void Check(Report report)
    {
        report.Check("random changes", CheckRandom);
        report.Check("nulls", CheckNulls);
    }

    private static RoleSessions.RoleSessionsException Decode(string body)
    {
        return RoleSessions.RoleSessionsException.Decode(429, null, body);
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
