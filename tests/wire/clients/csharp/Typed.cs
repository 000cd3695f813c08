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
        report.Check("aliases", CheckAliases);
        report.Check("the code as a constant", () => CheckSwitch(server));
        report.Check("chance", CheckChance);
        report.Check("a failing request", () => CheckRetries(server));
    }

    private static void CheckDetails(Server server)
    {
        Response response = server.Get("/role-sessions/rate_limit_exceeded?limit=7&reset=18446744073709551615&window=a%20%22day%22");
        try
        {
            throw RoleSessions.RoleSessionsException.Decode(response.Status, response.Headers, response.Body);
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

    private static void CheckAliases()
    {
        Problem.ProblemException error = Problem.ProblemException.Decode(403, null, "{\"code\":\"insufficient-credit\",\"balance\":-30}");
        Same.Text(error.Code, Problem.ErrorCode.OutOfCredit);
        Same.Text(error.ReceivedCode, "insufficient-credit");
        Same.Value(((Problem.OutOfCreditException)error).Details.Balance, -30L);
        Same.Value(Problem.ErrorInfo.Find("insufficient-credit"), Problem.ErrorInfo.Find("out-of-credit"));
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
