namespace Huantiao.Cli;

/// <summary>What the process says to the script that called it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The analysis or the check found a problem.</summary>
    public const int ProblemFound = 1;

    /// <summary>Bad input or usage: nothing was done.</summary>
    public const int BadInput = 2;
}

/// <summary>Input from outside that cannot be used; the message says where and what to do. Ends the command with <see cref="ExitCode.BadInput"/>.</summary>
internal sealed class BadInputException(string message, Exception? inner = null) : Exception(message, inner);
