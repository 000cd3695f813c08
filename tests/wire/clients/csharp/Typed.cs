// The clients as a program uses them, by name: what compiles here is what they promise.

using System;
using System.Collections.Generic;
using System.Linq;

internal static class Typed
{
    internal static void Check(Report report, Server server)
    {
        report.Check("typed details", () => CheckDetails(server));
        report.Check("lists of structs", () => CheckStructs(server));
        report.Check("open enums", () => CheckEnums(server));
        report.Check("details of other types", CheckWrong);
        report.Check("aliases", CheckAliases);
        report.Check("exceptions of statuses", CheckStatuses);
        report.Check("the code as a constant", () => CheckSwitch(server));
        report.Check("Retry-After", CheckRetryAfter);
        report.Check("chance", CheckChance);
        report.Check("a failing request", () => CheckRetries(server));
    }

    private static void CheckDetails(Server server)
    {
        Response response = server.Get("/role-sessions/rate_limit_exceeded?limit=7&reset=18446744073709551615&window=a%20%22day%22");
        try
        {
            throw RoleSessions.RoleSessionsException.DecodeLists(response.Status, response.Lists, response.Body);
        }
        catch (RoleSessions.RateLimitExceededException error)
        {
            RoleSessions.RateLimitExceededDetails details = error.Details;
            uint? limit = details.Limit;
            ulong? reset = details.Reset;
            Same.Value(limit, 7u);
            Same.Value(reset, ulong.MaxValue);
            Same.Text(details.Window, "a \"day\"");
            Same.Value(details.Remaining, 0u);
        }
    }

    private static void CheckStructs(Server server)
    {
        Response response = server.Get("/problem/validation-error");
        var error = (Problem.ValidationException)Problem.ProblemException.Decode(response.Status, response.Headers, response.Body);
        IReadOnlyList<Problem.Violation> violations = error.Details.Errors;
        Same.Text(string.Join(" ", violations.Select(it => it.Pointer)), "#/age #/profile/color");
    }

    private static void CheckEnums(Server server)
    {
        foreach (string plan in new[] { "pro", "platinum" })
        {
            Response response = server.Get("/problem/quota-exceeded?plan=" + plan);
            var error = (Problem.QuotaExceededException)Problem.ProblemException.Decode(response.Status, response.Headers, response.Body);
            Same.Value(error.Details.Plan == Problem.Plan.Pro, plan == "pro");
            Same.Value(error.Details.Plan.Value.IsKnown, plan == "pro");
            Same.Text(error.Details.Plan.Value.Text, plan);
        }
        Same.Text(default(Problem.Plan).Text, "");
    }

    private static void CheckWrong()
    {
        const string Body = "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":7,\"details\":{\"limit\":-1,\"window\":null,\"retry_after\":\"9\",\"request_id\":{\"a\":[1]}}}}";
        var headers = new Dictionary<string, string> { { "x-ratelimit-remaining", "many" }, { "X-RATELIMIT-RESET", "3" } };
        var error = (RoleSessions.RateLimitExceededException)RoleSessions.RoleSessionsException.Decode(429, headers, Body);
        Same.Value(error.Details.Limit, null);
        Same.Value(error.Details.Window, null);
        Same.Value(error.Details.RetryAfter, null);
        Same.Value(error.Details.Remaining, null);
        Same.Value(error.Details.Reset, 3ul);
        Same.Text(error.Detail("limit").ToString(), "-1");
        // The wait is read from a text, too; the message is none.
        Same.Value(error.RetryAfter, TimeSpan.FromSeconds(9));
        Same.Text(error.Message, "rate_limit_exceeded");
        Same.Value(error.ServerMessage, null);
        Same.Text(error.Context("request_id"), "{\"a\":[1]}");
    }

    private static void CheckAliases()
    {
        Problem.ProblemException error = Problem.ProblemException.Decode(403, null, "{\"code\":\"insufficient-credit\",\"balance\":-30}");
        Same.Text(error.Code, Problem.ErrorCode.OutOfCredit);
        Same.Text(error.ReceivedCode, "insufficient-credit");
        Same.Value(((Problem.OutOfCreditException)error).Details.Balance, -30L);
        Same.Value(Problem.ErrorInfo.Find("insufficient-credit"), Problem.ErrorInfo.Find("out-of-credit"));
        Same.Text(error.DocsUrl, "https://example.com/probs/out-of-credit");
    }

    private static void CheckStatuses()
    {
        PersonaSdk.PersonaSdkException error = PersonaSdk.PersonaSdkException.Decode(502, null, "<html>");
        Same.True(error is PersonaSdk.ServerException, error.GetType().Name);
        Same.Value(error.Info, null);
        Same.Text(error.Message, "status 502");
        Same.Value(PersonaSdk.PersonaSdkException.Decode(418, null, "").GetType(), typeof(PersonaSdk.PersonaSdkException));
    }

    private static void CheckSwitch(Server server)
    {
        Response response = server.Get("/molroo/RATE_LIMIT");
        Molroo.MolrooException error = Molroo.MolrooException.Decode(response.Status, response.Headers, response.Body);
        switch (error.Code)
        {
            case Molroo.ErrorCode.RateLimit: break;
            default: throw new Exception(error.Code);
        }
        Same.Text(error.Category, "rate_limiting");
    }

    private static TimeSpan? RetryAfter(string value, string date)
    {
        var headers = new Dictionary<string, string> { { "Retry-After", value }, { "Date", date } };
        return Molroo.MolrooException.Decode(503, headers, "").RetryAfter;
    }

    private static void CheckRetryAfter()
    {
        const string Date = "Sun, 06 Nov 1994 08:49:37 GMT";
        TimeSpan longest = TimeSpan.FromDays(31);
        Same.Value(RetryAfter("120", null), TimeSpan.FromMinutes(2));
        Same.Value(RetryAfter(" 0120\t", Date), TimeSpan.FromMinutes(2));
        Same.Value(RetryAfter("99999999999999999999", null), longest);
        Same.Value(RetryAfter("Sun, 06 Nov 1994 08:50:07 GMT", Date), TimeSpan.FromSeconds(30));
        Same.Value(RetryAfter("Sunday, 06-Nov-94 08:50:07 GMT", Date), TimeSpan.FromSeconds(30));
        Same.Value(RetryAfter("Sun Nov  6 08:50:07 1994", Date), TimeSpan.FromSeconds(30));
        Same.Value(RetryAfter("Sun, 06 Nov 1994 08:49:07 GMT", Date), TimeSpan.Zero);
        Same.Value(RetryAfter("Fri, 31 Dec 9999 23:59:59 GMT", "?"), longest);
        foreach (string garbage in new[] { "", "-1", "+1", "1.5", "1 2", "soon", "\u0663", "Sun, 06 Nov" })
        {
            Same.Value(RetryAfter(garbage, Date), null);
        }
    }

    private static void CheckChance()
    {
        Molroo.MolrooException error = Molroo.MolrooException.Decode(503, null, "");
        List<double> delays = Enumerable.Range(0, 1000).Select(it => error.RetryDelay(0).Value.TotalSeconds).ToList();
        Same.True(delays.Min() >= 0.5 && delays.Max() <= 1, "out of its share");
        Same.True(delays.Distinct().Count() > 100, "no chance");
        Same.Value(Molroo.RetryPolicy.Delay(100), TimeSpan.FromSeconds(30));
        Same.Value(Molroo.RetryPolicy.Delay(int.MaxValue, double.NaN), TimeSpan.FromSeconds(30));
    }

    /// A loop as a user writes it: the error goes away after two requests.
    private static void CheckRetries(Server server)
    {
        string path = "/molroo/flaky/SERVICE_UNAVAILABLE?fail=2&key=csharp-" + Guid.NewGuid();
        var waits = new List<TimeSpan>();
        for (int attempt = 0; ; attempt++)
        {
            Response response = server.Get(path);
            if (response.Status == 200)
            {
                break;
            }
            TimeSpan? wait = Molroo.MolrooException.Decode(response.Status, response.Headers, response.Body).RetryDelay(attempt);
            waits.Add(wait.Value);
        }
        Same.Value(waits.Count, 2);
    }
}
